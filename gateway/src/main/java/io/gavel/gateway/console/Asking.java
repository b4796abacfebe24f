package io.gavel.gateway.console;

import io.gavel.gateway.http.Command;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.ring.InputRing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Asks the line from a page's thread and waits there for its answer. */
public final class Asking {
    private static final long PATIENCE_MILLIS = 5_000;

    private final InputRing inputs;
    private final Replies replies;
    private final Loop loop;

    /** {@code loop}: where answers are waited for. */
    public Asking(InputRing inputs, Replies replies, Loop loop) {
        this.inputs = inputs;
        this.replies = replies;
        this.loop = loop;
    }

    /** Reads an answer, header at {@code offset}; the buffer is valid only during the call. */
    @FunctionalInterface
    interface Reading<T> {
        T read(DirectBuffer buffer, int offset);
    }

    /**
     * The answer. Not on an event loop.
     *
     * @throws IllegalStateException nobody answered, or the line takes nothing now
     */
    <T> T ask(Question.Message message, Reading<T> reading) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.context().runOnContext(now -> {
            try {
                if (!Question.ask(inputs, replies, loop, PATIENCE_MILLIS, new Waiting<>(answer, reading), message)) {
                    answer.completeExceptionally(new IllegalStateException("The exchange takes nothing now."));
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * What came of a command that was answered.
     *
     * @throws IllegalStateException nobody answered, or the line takes nothing now
     */
    Command command(Question.Message message) throws Exception {
        Command done = Command.sendOn(inputs, replies, loop, PATIENCE_MILLIS, message)
                .get(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return switch (done.state()) {
            case ANSWERED -> done;
            case BUSY -> throw new IllegalStateException("The exchange takes nothing now.");
            case UNKNOWN -> throw new IllegalStateException("The exchange did not answer in time.");
        };
    }

    private record Waiting<T>(CompletableFuture<T> answer, Reading<T> reading) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            answer.complete(reading.read(buffer, offset));
        }

        @Override
        public void timedOut() {
            answer.completeExceptionally(new IllegalStateException("The exchange did not answer in time."));
        }
    }
}

package io.gavel.gateway.http;

import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

/**
 * What came of a command that was put on the line.
 *
 * @param reason {@link Reason#NONE}: it was done; said only if it was answered
 * @param count what the core counted
 */
public record Command(State state, Reason reason, int count) {
    /** Whether anybody knows. */
    public enum State {
        /** The exchange said what came of it. */
        ANSWERED,
        /** Nothing was sent: the line is full, or too many wait. */
        BUSY,
        /** It was sent, and nobody answered in time. */
        UNKNOWN
    }

    /** Sends one; completes on the loop. Called on the loop that waits; what the message throws comes out here. */
    public static CompletableFuture<Command> send(
            InputRing inputs, Replies replies, Loop loop, long patienceMillis, Question.Message message) {
        CompletableFuture<Command> done = new CompletableFuture<>();
        if (!Question.ask(inputs, replies, loop, patienceMillis, new Heard(done), message)) {
            done.complete(new Command(State.BUSY, Reason.NONE, 0));
        }
        return done;
    }

    /** The same from any thread; what the message throws is what it fails with. */
    public static CompletableFuture<Command> sendOn(
            InputRing inputs, Replies replies, Loop loop, long patienceMillis, Question.Message message) {
        CompletableFuture<CompletableFuture<Command>> sent = new CompletableFuture<>();
        loop.context().runOnContext(now -> {
            try {
                sent.complete(send(inputs, replies, loop, patienceMillis, message));
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
        });
        return sent.thenCompose(answer -> answer);
    }

    private record Heard(CompletableFuture<Command> done) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            CommandAnsweredDecoder answer =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            done.complete(new Command(State.ANSWERED, Reason.of(answer.reason()), answer.count()));
        }

        @Override
        public void timedOut() {
            done.complete(new Command(State.UNKNOWN, Reason.NONE, 0));
        }
    }
}

package io.gavel.gateway.market.admin;

import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.message.CallReviewedEncoder;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Tells the line what an operator says of a call whose bill is held back. Any thread. */
public final class CallReviews {
    /** Longer notes are refused by who takes them. */
    public static final int LONGEST_NOTE = 200;

    private static final long PATIENCE_MILLIS = 10_000;

    private final InputRing inputs;
    private final Replies replies;
    private final Loop loop;

    public CallReviews(InputRing inputs, Replies replies, Loop loop) {
        this.inputs = inputs;
        this.replies = replies;
        this.loop = loop;
    }

    /**
     * {@link Reason#NONE}: it is decided; {@code NOT_FOUND}: no such call was held; {@code NOT_ALLOWED}: it is decided already. Fails if
     * the line does not answer: it may have been decided.
     */
    public CompletableFuture<Reason> decide(long callId, boolean approved, String note) {
        CompletableFuture<Reason> decided = new CompletableFuture<>();
        loop.context().runOnContext(now -> {
            boolean asked = Question.ask(
                    inputs,
                    replies,
                    loop,
                    PATIENCE_MILLIS,
                    new Decided(decided),
                    (buffer, correlationId) -> encode(buffer, correlationId, callId, approved, note));
            if (!asked) {
                decided.completeExceptionally(new IllegalStateException("the line is full"));
            }
        });
        return decided;
    }

    static int encode(MutableDirectBuffer buffer, long correlationId, long callId, boolean approved, String note) {
        CallReviewedEncoder reviewed = new CallReviewedEncoder();
        reviewed.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .callId(callId)
                .approved((short) (approved ? 1 : 0))
                .note(note);
        return MessageHeaderEncoder.ENCODED_LENGTH + reviewed.encodedLength();
    }

    private record Decided(CompletableFuture<Reason> answer) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            CommandAnsweredDecoder command =
                    new CommandAnsweredDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            answer.complete(Reason.of(command.reason()));
        }

        @Override
        public void timedOut() {
            answer.completeExceptionally(new IllegalStateException("no answer"));
        }
    }
}

package io.gavel.gateway.market.admin;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Reply;
import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;

/** Puts a command on the line and waits for its answer on the call's event loop. */
final class Commands {
    private static final long PATIENCE_MILLIS = 10_000;

    private final InputRing inputs;
    private final Replies replies;

    Commands(InputRing inputs, Replies replies) {
        this.inputs = inputs;
        this.replies = replies;
    }

    /** {@code done} hears the answer's count; every other outcome is answered to the caller here. */
    void send(Call call, Question.Message message, IntConsumer done) {
        if (!Question.ask(inputs, replies, call.loop(), PATIENCE_MILLIS, new Answered(call, done), message)) {
            call.problem(Problems.BUSY);
        }
    }

    private record Answered(Call call, IntConsumer done) implements Reply {
        @Override
        public void answered(int templateId, DirectBuffer buffer, int offset, int length) {
            CommandAnsweredDecoder answer = new CommandAnsweredDecoder();
            answer.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            Reason reason = Reason.of(answer.reason());
            if (reason == Reason.NONE) {
                done.accept(answer.count());
            } else {
                call.problem(409, reason.word(), "The exchange refused: " + reason.word() + ".");
            }
        }

        @Override
        public void timedOut() {
            call.problem(Problems.NO_ANSWER);
        }
    }
}

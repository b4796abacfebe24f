package io.gavel.gateway.market.admin;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.Command;
import io.gavel.gateway.http.Problems;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.message.Reason;
import io.gavel.ring.InputRing;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a command on the line and waits for its answer on the call's event loop. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final long PATIENCE_MILLIS = 10_000;

    private final InputRing inputs;
    private final Replies replies;

    Commands(InputRing inputs, Replies replies) {
        this.inputs = inputs;
        this.replies = replies;
    }

    /** {@code done} hears the answer's count; every other outcome is answered to the caller here. */
    void send(Call call, Question.Message message, IntConsumer done) {
        send(call, message, done, "");
    }

    /** The same; {@code notAllowed}: what it means if the exchange says so, empty: just that. */
    void send(Call call, Question.Message message, IntConsumer done, String notAllowed) {
        CompletableFuture<Command> sent = Command.send(inputs, replies, call.loop(), PATIENCE_MILLIS, message);
        CompletableFuture<Void> unused = sent.thenAccept(command -> answer(call, command, done, notAllowed))
                .exceptionally(failed -> {
                    LOG.error("answer of a command failed", failed);
                    call.problem(500, "internal", "Something went wrong here; it was logged.");
                    return null;
                });
    }

    private static void answer(Call call, Command command, IntConsumer done, String notAllowed) {
        Reason reason = command.reason();
        switch (command.state()) {
            case BUSY -> call.problem(Problems.BUSY);
            case UNKNOWN -> call.problem(Problems.NO_ANSWER);
            case ANSWERED -> {
                if (reason == Reason.NONE) {
                    done.accept(command.count());
                } else if (reason == Reason.NOT_ALLOWED && !notAllowed.isEmpty()) {
                    call.problem(409, reason.word(), notAllowed);
                } else {
                    call.problem(409, reason.word(), "The exchange refused: " + reason.word() + ".");
                }
            }
        }
    }
}

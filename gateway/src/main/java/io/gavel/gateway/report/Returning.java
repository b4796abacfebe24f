package io.gavel.gateway.report;

import io.gavel.gateway.http.Command;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Question;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.admin.Bookings;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.ReturnRequestedEncoder;
import io.gavel.ring.InputRing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** Gives leads and calls back, and decides what waits: for whoever has a form instead of a request. Any thread. */
public final class Returning {
    /** In UTF-8. */
    static final int LONGEST_REASON = 200;

    private static final long PATIENCE_MILLIS = 5_000;
    /** What the core counts for a return that waits. */
    private static final int WAITS = 2;

    private final InputRing inputs;
    private final Replies replies;
    private final Directory directory;

    Returning(InputRing inputs, Replies replies, Directory directory) {
        this.inputs = inputs;
        this.replies = replies;
        this.directory = directory;
    }

    /** What came of it. */
    public enum Answer {
        /** The money is back, or the decision holds. */
        DONE,
        /** It waits for an operator. */
        WAITS,
        /** There is no such lead or call of this buyer. */
        NOT_FOUND,
        /** Returned before, or no longer to be returned. */
        NOT_RETURNABLE,
        /** As many as this buyer may, or as large a part. */
        LIMIT,
        /** Nothing was sent: too much waits. */
        BUSY,
        /** Nobody knows yet. */
        UNKNOWN
    }

    /** Why a buyer's reason is not taken; null: it is. */
    static @Nullable String objection(@Nullable BuyerInfo buyer, String reason) {
        List<String> reasons = buyer == null ? List.of() : buyer.returns().reasons();
        if (!reasons.isEmpty() && !reasons.contains(reason)) {
            return "must be one of " + String.join(", ", reasons);
        }
        return reason.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON
                ? "may have at most " + LONGEST_REASON + " bytes"
                : null;
    }

    /** Why a buyer's reason is not taken; null: it is. */
    public @Nullable String objection(int buyerId, String reason) {
        return objection(directory.now().buyer(buyerId), reason);
    }

    /** A buyer gives a lead or a call back; {@code loop}: any, to wait on. */
    public CompletableFuture<Answer> give(Loop loop, int buyerId, long leadId, String reason) {
        return ask(loop, (buffer, correlationId) -> requested(buffer, correlationId, buyerId, leadId, reason));
    }

    /** An operator decides about one that waits. */
    public CompletableFuture<Answer> decide(Loop loop, int buyerId, long leadId, boolean approved, String note) {
        return ask(
                loop,
                (buffer, correlationId) ->
                        Bookings.returnDecided(buffer, correlationId, leadId, buyerId, approved, note));
    }

    static int requested(MutableDirectBuffer buffer, long correlationId, int buyerId, long leadId, String reason) {
        ReturnRequestedEncoder message = new ReturnRequestedEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(correlationId)
                .leadId(leadId)
                .buyerId(buyerId)
                .reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private CompletableFuture<Answer> ask(Loop loop, Question.Message message) {
        return Command.sendOn(inputs, replies, loop, PATIENCE_MILLIS, message).thenApply(Returning::answer);
    }

    private static Answer answer(Command command) {
        return switch (command.state()) {
            case BUSY -> Answer.BUSY;
            case UNKNOWN -> Answer.UNKNOWN;
            case ANSWERED ->
                switch (command.reason()) {
                    case NONE -> command.count() == WAITS ? Answer.WAITS : Answer.DONE;
                    case RETURN_LIMIT -> Answer.LIMIT;
                    case NOT_FOUND -> Answer.NOT_FOUND;
                    default -> Answer.NOT_RETURNABLE;
                };
        };
    }
}

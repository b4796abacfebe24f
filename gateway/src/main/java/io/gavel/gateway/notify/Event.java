package io.gavel.gateway.notify;

import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.BalanceState;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.ReturnState;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.SaleState;
import io.gavel.message.TransferKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One output that is an event for webhooks, copied; its type is the word of {@code /v1/events}. Immutable. */
final class Event {
    static final String SOLD = "lead.sold";
    static final String UNSOLD = "lead.unsold";
    static final String PENDING = "lead.pending";
    static final String CHANGED = "lead.changed";
    static final String RETURNED = "lead.returned";
    static final String RETURN_REQUESTED = "return.requested";
    static final String RETURN_REFUSED = "return.refused";
    static final String LOW_BALANCE = "buyer.low_balance";
    static final String EXHAUSTED = "buyer.balance_exhausted";
    static final String RESTORED = "buyer.balance_restored";
    static final String PING = "ping.answered";
    static final String CALL_STARTED = "call.started";
    static final String CALL_CONNECTED = "call.connected";
    static final String CALL_ENDED = "call.ended";
    static final String CALL_HELD = "call.held";
    static final String CALL_APPROVED = "call.approved";
    static final String CALL_REJECTED = "call.rejected";

    final long sequence;
    final int index;
    final long timeMicros;
    final String type;
    final UnsafeBuffer message;

    Event(long sequence, int index, long timeMicros, String type, byte[] message) {
        this.sequence = sequence;
        this.index = index;
        this.timeMicros = timeMicros;
        this.type = type;
        this.message = new UnsafeBuffer(message);
    }

    /** Which event an output is, or null. One thread. */
    static final class Kind {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
        private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
        private final MoneyMovedDecoder money = new MoneyMovedDecoder();
        private final BalanceNotedDecoder balance = new BalanceNotedDecoder();
        private final ReturnNotedDecoder returned = new ReturnNotedDecoder();
        private final ReviewNotedDecoder review = new ReviewNotedDecoder();

        @Nullable
        String of(DirectBuffer buffer, int offset) {
            header.wrap(buffer, offset);
            return switch (header.templateId()) {
                case PingAnsweredDecoder.TEMPLATE_ID -> ping(ping.wrapAndApplyHeader(buffer, offset, header));
                case LeadAnsweredDecoder.TEMPLATE_ID -> lead(lead.wrapAndApplyHeader(buffer, offset, header));
                case MoneyMovedDecoder.TEMPLATE_ID ->
                    money.wrapAndApplyHeader(buffer, offset, header).kind() == TransferKind.RETURN ? RETURNED : null;
                case BalanceNotedDecoder.TEMPLATE_ID ->
                    balance(balance.wrapAndApplyHeader(buffer, offset, header).state());
                case ReturnNotedDecoder.TEMPLATE_ID ->
                    returned(returned.wrapAndApplyHeader(buffer, offset, header).state());
                case CallStartedDecoder.TEMPLATE_ID -> CALL_STARTED;
                case CallConnectedDecoder.TEMPLATE_ID -> CALL_CONNECTED;
                case CallEndedDecoder.TEMPLATE_ID -> CALL_ENDED;
                case ReviewNotedDecoder.TEMPLATE_ID ->
                    review(review.wrapAndApplyHeader(buffer, offset, header).state());
                default -> null;
            };
        }

        private static String balance(BalanceState state) {
            return switch (state) {
                case LOW -> LOW_BALANCE;
                case EXHAUSTED -> EXHAUSTED;
                case GOOD, NULL_VAL -> RESTORED;
            };
        }

        /** One that was approved is told as {@link #RETURNED} by its money. */
        private static @Nullable String returned(ReturnState state) {
            return switch (state) {
                case REQUESTED -> RETURN_REQUESTED;
                case REFUSED -> RETURN_REFUSED;
                case APPROVED, NULL_VAL -> null;
            };
        }

        private static String review(ReviewState state) {
            return switch (state) {
                case HELD, NULL_VAL -> CALL_HELD;
                case APPROVED -> CALL_APPROVED;
                case REJECTED -> CALL_REJECTED;
            };
        }

        private static @Nullable String ping(PingAnsweredDecoder ping) {
            return ping.flags().repeated() ? null : PING;
        }

        /** A post that did not become a lead, or was answered again, is its seller's business only. */
        private static @Nullable String lead(LeadAnsweredDecoder lead) {
            boolean again = lead.first() == 0 && lead.correlationId() != 0;
            if (lead.leadId() == 0 || again) {
                return null;
            }
            for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
                if (sale.state() == SaleState.RETURNED) {
                    return CHANGED;
                }
            }
            LeadStatus status = lead.status();
            return status == LeadStatus.SOLD ? SOLD : status == LeadStatus.UNSOLD ? UNSOLD : PENDING;
        }
    }
}

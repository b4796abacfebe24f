package io.gavel.gateway.report;

import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.BalanceNotedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryNotedDecoder;
import io.gavel.message.EntityChangedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OrderStandingDecoder;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReturnNotedDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.TransferKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the engine said it; its words are made when somebody listens. Immutable but for those.
 */
final class Event {
    final long position;
    final long sequence;
    final int index;
    final long timeMicros;
    final int templateId;
    final UnsafeBuffer message;
    private volatile @Nullable EventText text;

    /** {@code position}: its place in the {@link EventRing}. */
    Event(long position, long sequence, int index, long timeMicros, int templateId, UnsafeBuffer message) {
        this.position = position;
        this.sequence = sequence;
        this.index = index;
        this.timeMicros = timeMicros;
        this.templateId = templateId;
        this.message = message;
    }

    /** Whether outputs of this kind are events; requests to edges and answers to commands are not. */
    static boolean isOne(int templateId) {
        return switch (templateId) {
            case PingAnsweredDecoder.TEMPLATE_ID,
                    LeadAnsweredDecoder.TEMPLATE_ID,
                    MoneyMovedDecoder.TEMPLATE_ID,
                    DeliveryNotedDecoder.TEMPLATE_ID,
                    AwardReleasedDecoder.TEMPLATE_ID,
                    OrderStandingDecoder.TEMPLATE_ID,
                    EntityChangedDecoder.TEMPLATE_ID,
                    BalanceNotedDecoder.TEMPLATE_ID,
                    ReturnNotedDecoder.TEMPLATE_ID,
                    CallStartedDecoder.TEMPLATE_ID,
                    CallConnectedDecoder.TEMPLATE_ID,
                    CallEndedDecoder.TEMPLATE_ID,
                    ReviewNotedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** Its id in the stream. */
    String id() {
        return sequence + "-" + index;
    }

    boolean isAfter(long otherSequence, int otherIndex) {
        return sequence != otherSequence ? sequence > otherSequence : index > otherIndex;
    }

    /** Its words; whoever comes first makes them, twice at worst. */
    EventText text(EventWriter writer) {
        EventText made = text;
        if (made == null) {
            made = writer.write(this);
            text = made;
        }
        return made;
    }

    static String moneyWord(TransferKind kind) {
        return switch (kind) {
            case SALE -> "sale.booked";
            case RETURN -> "lead.returned";
            case PAYMENT -> "payment.recorded";
            case NULL_VAL -> "money.moved";
        };
    }

    /**
     * An event in words.
     *
     * @param type for example {@code ping.answered}
     * @param campaignId 0 if it concerns no campaign
     * @param data one line of JSON
     */
    record EventText(String type, int campaignId, String data) {}
}

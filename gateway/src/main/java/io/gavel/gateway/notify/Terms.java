package io.gavel.gateway.notify;

import io.gavel.gateway.market.Snapshot;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.ReviewNotedDecoder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which events are conversions for somebody: sold leads and billable calls, and what of these was returned.
 *
 * @param campaigns by name; empty: all
 * @param seller by name; empty: all
 * @param retractions whether returns are told too
 */
record Terms(Supplier<Snapshot> market, List<String> campaigns, String seller, boolean retractions) {
    static final String CONVERSION = "conversion";
    static final String RETRACTION = "retraction";

    boolean mayWant(String type) {
        return type.equals(Event.SOLD)
                || type.equals(Event.CALL_ENDED)
                || type.equals(Event.CALL_APPROVED)
                || (retractions && type.equals(Event.RETURNED));
    }

    /** What an event is here; null: nothing. */
    @Nullable
    String letter(Event event) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (event.type) {
            case Event.SOLD -> {
                LeadAnsweredDecoder lead = new LeadAnsweredDecoder().wrapAndApplyHeader(event.message, 0, header);
                yield !lead.flags().test() && concerns(lead.campaignId(), lead.sellerId()) ? CONVERSION : null;
            }
            case Event.CALL_ENDED -> {
                CallEndedDecoder call = new CallEndedDecoder().wrapAndApplyHeader(event.message, 0, header);
                yield call.billable() != 0 && concerns(call.campaignId(), call.sellerId()) ? CONVERSION : null;
            }
            case Event.CALL_APPROVED -> {
                // Of one that is approved before its end, its end tells.
                ReviewNotedDecoder call = new ReviewNotedDecoder().wrapAndApplyHeader(event.message, 0, header);
                yield call.ended() == 1 && concerns(call.campaignId(), call.sellerId()) ? CONVERSION : null;
            }
            case Event.RETURNED -> {
                MoneyMovedDecoder money = new MoneyMovedDecoder().wrapAndApplyHeader(event.message, 0, header);
                yield retractions && concerns(money.campaignId(), money.sellerId()) ? RETRACTION : null;
            }
            default -> null;
        };
    }

    private boolean concerns(int campaignId, int sellerId) {
        Snapshot present = market.get();
        return (campaigns.isEmpty() || campaigns.contains(present.name(EntityKind.CAMPAIGN, campaignId)))
                && (seller.isEmpty() || seller.equals(present.name(EntityKind.SELLER, sellerId)));
    }
}

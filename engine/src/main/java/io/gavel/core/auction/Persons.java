package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Order;
import io.gavel.message.EntityKind;
import io.gavel.message.Reason;
import io.gavel.message.Repeat;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** Whether the person of a ping or post may be sold: suppression lists, and duplicates per campaign and per order. */
final class Persons {
    private static final long MICROS = 1_000_000;

    private final Suppressions suppressions = new Suppressions();
    private final Duplicates duplicates = new Duplicates();

    Suppressions suppressions() {
        return suppressions;
    }

    /** {@link Reason#SUPPRESSED}, {@link Reason#DUPLICATE}, or {@link Reason#NONE} if this campaign may sell the person. */
    Reason check(Auction auction, Campaign campaign, long nowMicros) {
        if (auction.persons == 0) {
            return Reason.NONE;
        }
        if (suppressions.any()
                && (listed(auction, Suppressions.ALL)
                        || listed(auction, Suppressions.scope(EntityKind.SELLER, auction.sellerId))
                        || listed(auction, Suppressions.scope(EntityKind.CAMPAIGN, auction.campaignId)))) {
            return Reason.SUPPRESSED;
        }
        long window = campaign.repeat() == Repeat.REJECT ? campaign.duplicateSeconds() * MICROS : 0;
        for (int i = 0; window > 0 && i < campaign.duplicateFields(); i++) {
            if (seen(auction, campaign.duplicateField(i), Duplicates.campaign(campaign.id()), window, nowMicros)) {
                return Reason.DUPLICATE;
            }
        }
        return Reason.NONE;
    }

    /** Whether the buyer does not want this person. */
    boolean suppressed(Auction auction, int buyerId) {
        return auction.persons > 0
                && suppressions.any()
                && listed(auction, Suppressions.scope(EntityKind.BUYER, buyerId));
    }

    /** Whether this order bought this person within its window. */
    boolean duplicate(Auction auction, Order order, long nowMicros) {
        long window = auction.persons == 0 ? 0 : order.duplicateSeconds() * MICROS;
        for (int i = 0; window > 0 && i < order.duplicateFields(); i++) {
            if (seen(auction, order.duplicateField(i), Duplicates.order(order.id()), window, nowMicros)) {
                return true;
            }
        }
        return false;
    }

    void mark(Auction auction, Campaign campaign, long nowMicros) {
        long window = campaign.duplicateSeconds() * MICROS;
        for (int i = 0; window > 0 && i < campaign.duplicateFields(); i++) {
            mark(auction, campaign.duplicateField(i), Duplicates.campaign(campaign.id()), window, nowMicros);
        }
    }

    void mark(Auction auction, Order order, long nowMicros) {
        long window = order.duplicateSeconds() * MICROS;
        for (int i = 0; window > 0 && i < order.duplicateFields(); i++) {
            mark(auction, order.duplicateField(i), Duplicates.order(order.id()), window, nowMicros);
        }
    }

    /** Takes back what was marked at {@code markedMicros} in the scope of a campaign or an order. */
    void unmark(Auction auction, long scope, long markedMicros) {
        for (int i = 0; i < auction.persons; i++) {
            duplicates.unmark(Duplicates.key(scope, auction.personFields[i], auction.personKeys[i]), markedMicros);
        }
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return duplicates.footprint();
    }

    void writeState(StateWriter out) {
        suppressions.writeState(out);
        duplicates.writeState(out);
    }

    void readState(StateReader in) {
        suppressions.readState(in);
        duplicates.readState(in);
    }

    private boolean seen(Auction auction, int fieldId, long scope, long windowMicros, long nowMicros) {
        for (int i = 0; i < auction.persons; i++) {
            if (auction.personFields[i] == fieldId
                    && duplicates.seen(
                            Duplicates.key(scope, fieldId, auction.personKeys[i]), windowMicros, nowMicros)) {
                return true;
            }
        }
        return false;
    }

    private void mark(Auction auction, int fieldId, long scope, long windowMicros, long nowMicros) {
        for (int i = 0; i < auction.persons; i++) {
            if (auction.personFields[i] == fieldId) {
                duplicates.mark(Duplicates.key(scope, fieldId, auction.personKeys[i]), windowMicros, nowMicros);
            }
        }
    }

    private boolean listed(Auction auction, long scope) {
        for (int i = 0; i < auction.persons; i++) {
            if (suppressions.has(scope, auction.personKeys[i])) {
                return true;
            }
        }
        return false;
    }
}

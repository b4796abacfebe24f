package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.message.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next best bid for a lead or call that somebody did not take: if its order still takes part, and caps and credit
 * hold.
 */
final class Cascade {
    private final Market market;
    private final Awards awards;
    private final Handover handover;
    private final Methods methods;

    Cascade(Market market, Awards awards, Handover handover, Methods methods) {
        this.market = market;
        this.awards = awards;
        this.handover = handover;
        this.methods = methods;
    }

    /** As long as fewer are sold or being delivered than were wanted, the next best bid is held and handed over. */
    void fill(Auction auction, long nowMicros) {
        while (Progress.active(auction) < auction.slots) {
            Bid bid = next(auction);
            if (bid != null) {
                take(auction, bid, nowMicros);
            } else if (auction.chosen || !methods.of(auction).more(auction, nowMicros)) {
                return;
            }
        }
    }

    private void take(Auction auction, Bid bid, long nowMicros) {
        Order order = market.order(bid.orderId);
        if (order == null || order.standing() != 0) {
            boolean poor = order != null && order.standing() == Standing.NO_CREDIT;
            bid.outcome = poor ? Outcome.NO_CREDIT : Outcome.CAPPED;
            auction.reason = poor ? Reason.CREDIT_EXHAUSTED : Reason.CAPS_REACHED;
            return;
        }
        bid.outcome = handover.fit(auction, bid, nowMicros);
        if (bid.outcome != Outcome.WON) {
            return;
        }
        bid.outcome = awards.hold(auction, bid, nowMicros);
        if (bid.held) {
            handover.start(auction, bid, nowMicros);
        } else {
            auction.reason = bid.outcome == Outcome.NO_CREDIT ? Reason.CREDIT_EXHAUSTED : Reason.CAPS_REACHED;
        }
    }

    private static @Nullable Bid next(Auction auction) {
        for (int i = 0; i < auction.bids.ranked(); i++) {
            Bid bid = auction.bids.get(i);
            if (bid.outcome == Outcome.OUTBID && bid.sale == null && !bid.barred) {
                return bid;
            }
        }
        return null;
    }
}

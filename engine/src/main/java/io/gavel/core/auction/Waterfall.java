package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.market.OrderList;

/**
 * Waterfall: tiers of equal priority, lowest first; within a tier the best price wins, as in ping-post. An order with a bid
 * endpoint is asked when its tier comes up, and its tier ends as soon as no answer that is out can change it. What a tier does
 * not take goes on to the next, within the auction's one deadline; at the deadline the tiers that are left serve with their
 * fixed prices only.
 */
final class Waterfall implements Method {
    private final Market market;
    private final Entry entry;
    private final Ranking ranking;
    private final PingAttributes attributes;
    private final OrderList orders = new OrderList();

    Waterfall(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        this.market = market;
        this.entry = entry;
        this.ranking = ranking;
        this.attributes = attributes;
    }

    @Override
    public boolean advance(Auction auction, boolean last, long nowMicros) {
        boolean asking = !last && Entry.canAsk(auction, nowMicros);
        while (ranking.settle(auction, last, nowMicros)) {
            if (auction.won == auction.maxSales) {
                return true;
            }
            entry.giveUp(auction, last);
            if (!nextTier(auction, asking, nowMicros)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean forgets(Auction auction) {
        return false;
    }

    @Override
    public boolean more(Auction auction, long nowMicros) {
        int before = auction.bids.ranked();
        while (auction.bids.ranked() == before) {
            if (!nextTier(auction, false, nowMicros)) {
                return false;
            }
        }
        return true;
    }

    private boolean nextTier(Auction auction, boolean asking, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign == null || !market.nextTier(campaign, attributes.of(auction), auction.tier, orders)) {
            return false;
        }
        auction.step++;
        int fixed = auction.maxSales - auction.won + PingPost.RUNNERS_UP;
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            auction.tier = order.priority();
            if (auction.bids.of(order.id()) != null || !(order.asks() ? asking : fixed > 0)) {
                continue;
            }
            if (!entry.admits(auction, order, nowMicros)) {
                continue;
            }
            if (!order.asks()) {
                fixed = entry.fixed(auction, order) ? fixed - 1 : 0;
            } else if (Entry.canAsk(auction, nowMicros)) {
                entry.asked(auction, order, nowMicros);
            }
        }
        entry.ask(auction);
        return true;
    }
}

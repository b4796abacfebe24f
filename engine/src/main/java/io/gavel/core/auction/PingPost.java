package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.market.OrderList;
import io.gavel.message.Attributes;

/**
 * Ping-post: every eligible order at once, fixed prices and asked bids; the highest buyer's price (in a campaign by value: the
 * highest price times its chance, of the {@value #ALL} best prices) wins, ties go to the least
 * recently served. Every eligible order with a bid endpoint is asked, all in parallel; the auction ends as soon as no answer
 * that is still out can change the outcome (see {@link Ranking}).
 */
final class PingPost implements Method {
    /** How many bids after the winners are kept for the case that a winner refuses. */
    static final int RUNNERS_UP = 10;

    private static final int ALL = 1_024;
    private static final int MAX_EXAMINED = 4_096;

    private final Market market;
    private final Entry entry;
    private final Ranking ranking;
    private final PingAttributes attributes;
    private final OrderList asking = new OrderList();

    PingPost(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        this.market = market;
        this.entry = entry;
        this.ranking = ranking;
        this.attributes = attributes;
    }

    @Override
    public boolean advance(Auction auction, boolean last, long nowMicros) {
        if (auction.step == 0) {
            auction.step = 1;
            open(auction, nowMicros);
        }
        return ranking.settle(auction, last, nowMicros);
    }

    /** Losing prices that are fixed are the market's to know; others, and those that depend on each other, are kept. */
    @Override
    public boolean forgets(Auction auction) {
        return auction.asked == 0 && !auction.all() && !auction.secondPrice;
    }

    @Override
    public boolean more(Auction auction, long nowMicros) {
        Campaign campaign = auction.trimmed ? market.campaign(auction.campaignId) : null;
        if (campaign == null) {
            return false;
        }
        int before = auction.bids.ranked();
        auction.trimmed = false;
        fixed(auction, campaign, attributes.of(auction), nowMicros);
        return auction.bids.ranked() > before;
    }

    private void open(Auction auction, long nowMicros) {
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign == null) {
            return;
        }
        Attributes fields = attributes.of(auction);
        if (Entry.canAsk(auction, nowMicros)) {
            market.eligibleAsked(campaign, fields, Entry.MAX_ASKED, asking);
            for (int i = 0; i < asking.size(); i++) {
                Order order = asking.get(i);
                boolean known = auction.waited && auction.bids.of(order.id()) != null;
                if (!known && entry.admits(auction, order, nowMicros)) {
                    entry.asked(auction, order, nowMicros);
                }
            }
            entry.ask(auction);
        }
        fixed(auction, campaign, fields, nowMicros);
    }

    /** The best fixed prices; more are looked at if the person may not go to some of them. */
    private void fixed(Auction auction, Campaign campaign, Attributes fields, long nowMicros) {
        OrderList orders = auction.bids.offers();
        boolean suspicious = entry.isSuspicious(auction);
        boolean many = auction.all() || (campaign.byValue() && auction.score.isGiven());
        int wanted = many ? ALL : auction.maxSales + RUNNERS_UP;
        int found = 0;
        int looked = 0;
        for (int limit = wanted; found < wanted && limit <= MAX_EXAMINED; limit *= 2) {
            market.eligibleFixed(campaign, fields, limit, orders);
            if (entry.fixed(auction)) {
                return;
            }
            for (; looked < orders.size() && found < wanted; looked++) {
                if (auction.waited && auction.bids.of(orders.id(looked)) != null) {
                    continue;
                }
                if ((suspicious || (auction.persons > 0 && orders.isChoosy(looked)))
                        && !entry.admits(auction, orders.get(looked), nowMicros)) {
                    continue;
                }
                if (!entry.fixed(auction, orders, looked)) {
                    return;
                }
                found++;
            }
            if (orders.size() < limit) {
                return;
            }
        }
    }
}

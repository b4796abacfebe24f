package io.gavel.core.auction;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.Market;
import io.gavel.core.market.Order;
import io.gavel.core.market.OrderList;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One order at a time: the one whose turn it is among those that could serve now. An order with a bid endpoint is asked alone;
 * if it declines, is late or bids below the floor it is left out and the next one's turn comes, within the auction's one
 * deadline; at the deadline the turn goes to fixed prices only. Whose turn it is, subclasses say.
 */
abstract class Sequence implements Method {
    final Market market;
    private final Entry entry;
    private final Ranking ranking;
    private final PingAttributes attributes;
    private final OrderList orders = new OrderList();
    /** Those that could serve, as of the last {@link #gather}. */
    final ArrayList<Order> candidates = new ArrayList<>();

    Sequence(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        this.market = market;
        this.entry = entry;
        this.ranking = ranking;
        this.attributes = attributes;
    }

    /** Whose turn it is among {@link #candidates}, which are not empty. */
    abstract Order turn();

    /** The turn of {@code orderId} among {@link #candidates} is taken. */
    abstract void taken(int orderId);

    @Override
    public boolean advance(Auction auction, boolean last, long nowMicros) {
        if (last) {
            entry.giveUp(auction, true);
        }
        boolean asking = !last && Entry.canAsk(auction, nowMicros);
        if (auction.outstanding > 0) {
            return false;
        }
        if (auction.bids.ranked() > auction.won) {
            gather(auction, asking, auction.bids.get(auction.won).orderId, nowMicros);
            award(auction, nowMicros);
        }
        while (auction.won < auction.maxSales) {
            Order order = next(auction, asking, nowMicros);
            if (order == null) {
                return true;
            }
            if (order.asks()) {
                entry.asked(auction, order, nowMicros);
                entry.ask(auction);
                return false;
            }
            if (entry.fixed(auction, order)) {
                award(auction, nowMicros);
            }
        }
        return true;
    }

    @Override
    public boolean forgets(Auction auction) {
        return auction.asked == 0;
    }

    @Override
    public boolean more(Auction auction, long nowMicros) {
        Order order = next(auction, false, nowMicros);
        return order != null && entry.fixed(auction, order);
    }

    private @Nullable Order next(Auction auction, boolean asking, long nowMicros) {
        gather(auction, asking, 0, nowMicros);
        if (candidates.isEmpty()) {
            return null;
        }
        auction.step++;
        return turn();
    }

    private void award(Auction auction, long nowMicros) {
        int orderId = auction.bids.get(auction.won).orderId;
        int before = auction.won;
        ranking.settle(auction, true, nowMicros);
        if (auction.won > before && !auction.test()) {
            taken(orderId);
        }
    }

    /** All that could serve now; those that the auction has looked at are out, but for {@code chosen}. */
    private void gather(Auction auction, boolean asking, int chosen, long nowMicros) {
        candidates.clear();
        Campaign campaign = market.campaign(auction.campaignId);
        if (campaign == null) {
            return;
        }
        market.eligible(campaign, attributes.of(auction), orders);
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            if ((order.id() == chosen || auction.bids.of(order.id()) == null)
                    && reaches(auction, order)
                    && (asking || !order.asks())
                    && entry.admits(auction, order, nowMicros)) {
                candidates.add(order);
            }
        }
    }

    private static boolean reaches(Auction auction, Order order) {
        boolean reaches = (order.asks() ? order.maxMicros() : order.priceMicros()) >= auction.floorMicros;
        auction.belowFloor |= !reaches;
        return reaches;
    }
}

package io.gavel.core.market;

import org.jspecify.annotations.Nullable;

/** Where orders are found: on the list of their buyer, the list of their campaign, and in its index. */
final class Places {
    private final Book book;
    private final Schedules schedules;
    private final Standings standings;
    /** Orders whose buyer or campaign is not there yet. */
    private int waiting;

    Places(Book book, Schedules schedules, Standings standings) {
        this.book = book;
        this.schedules = schedules;
        this.standings = standings;
    }

    /** Ties an order to its buyer and campaign, as far as they are there. */
    void attach(Order order) {
        Buyer buyer = book.buyers.get(order.buyerId());
        Campaign campaign = book.campaigns.get(order.campaignId());
        order.buyer = buyer;
        order.campaign = campaign;
        order.attached = true;
        order.needMicros = need(order, campaign);
        if (buyer != null) {
            Standings.enlist(buyer, order);
        }
        if (campaign != null) {
            campaign.orders.add(order);
            campaign.indexOf(order).insert(order, vertical(campaign));
        }
        waiting += buyer == null || campaign == null ? 1 : 0;
    }

    /** Unties it; it still knows whose it was. */
    void detach(Order order) {
        if (!order.attached) {
            return;
        }
        order.attached = false;
        Buyer buyer = order.buyer;
        Campaign campaign = order.campaign;
        waiting -= buyer == null || campaign == null ? 1 : 0;
        if (buyer != null) {
            Standings.strike(buyer, order);
        }
        if (campaign != null) {
            campaign.indexOf(order).remove(order);
            campaign.orders.remove(order);
        }
    }

    /** A buyer came that orders may have waited for. */
    void adopt(Buyer buyer, long nowMicros) {
        if (waiting == 0) {
            return;
        }
        for (Order order : book.orders.sorted()) {
            if (order.attached && order.buyerId() == buyer.id()) {
                detach(order);
                attach(order);
                order.caps.rezone(nowMicros, Zone.UTC, buyer.zone);
                schedules.join(order, buyer.zone, nowMicros);
                standings.settle(order, false, nowMicros);
                Standings.activate(order);
            }
        }
    }

    /** A campaign came that orders may have waited for. */
    void adopt(Campaign campaign, long nowMicros) {
        if (waiting == 0) {
            return;
        }
        for (Order order : book.orders.sorted()) {
            if (order.attached && order.campaignId() == campaign.id()) {
                detach(order);
                attach(order);
                standings.settle(order, false, nowMicros);
            }
        }
    }

    /** The campaign's floor moved: what its orders need may have too. */
    void refloor(Campaign campaign) {
        for (int i = 0; i < campaign.orders.size(); i++) {
            Order order = campaign.orders.get(i);
            long need = need(order, campaign);
            Buyer buyer = order.buyer;
            if (need != order.needMicros) {
                if (buyer != null) {
                    Standings.strike(buyer, order);
                }
                order.needMicros = need;
                if (buyer != null) {
                    Standings.enlist(buyer, order);
                }
            }
        }
    }

    /** The campaign's method changed so that its orders are found otherwise. */
    void reindex(Campaign campaign) {
        campaign.clearIndexes();
        for (int i = 0; i < campaign.orders.size(); i++) {
            Order order = campaign.orders.get(i);
            campaign.indexOf(order).insert(order, vertical(campaign));
        }
    }

    /** The buyer's time zone changed. */
    void rezone(Buyer buyer, Zone oldZone, long nowMicros) {
        for (int i = 0; i < buyer.orders.size(); i++) {
            Order order = buyer.orders.get(i);
            order.caps.rezone(nowMicros, oldZone, buyer.zone);
            schedules.join(order, buyer.zone, nowMicros);
            Standings.activate(order);
        }
    }

    @Nullable
    Vertical vertical(Campaign campaign) {
        return book.verticals.get(campaign.verticalId());
    }

    private static long need(Order order, @Nullable Campaign campaign) {
        return order.asks() ? Math.max(campaign == null ? 0 : campaign.floorMicros(), 1) : order.priceMicros();
    }
}

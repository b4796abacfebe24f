package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.core.market.Order;

/** Round robin: the least recently served of the eligible orders; of those never served, the lowest id. */
final class RoundRobin extends Sequence {

    RoundRobin(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        super(market, entry, ranking, attributes);
    }

    @Override
    Order turn() {
        Order chosen = candidates.get(0);
        for (int i = 1; i < candidates.size(); i++) {
            Order order = candidates.get(i);
            if (order.lastServed() < chosen.lastServed()
                    || (order.lastServed() == chosen.lastServed() && order.id() < chosen.id())) {
                chosen = order;
            }
        }
        return chosen;
    }

    @Override
    void taken(int orderId) {
        // Being served is the turn; the award notes that for every method.
    }
}

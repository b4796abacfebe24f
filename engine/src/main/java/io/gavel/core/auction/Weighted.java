package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.core.market.Order;

/**
 * Weighted: smooth weighted round robin (as in nginx) over the orders that could serve now. At each turn every candidate's
 * count grows by its weight; the largest wins (ties: the lowest id) and is lowered by the sum of the candidates' weights. So
 * shares are exact over each full cycle of equal candidates, and turns are spread evenly. A turn counts only when it is
 * awarded.
 */
final class Weighted extends Sequence {

    Weighted(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        super(market, entry, ranking, attributes);
    }

    @Override
    Order turn() {
        Order chosen = candidates.get(0);
        long most = Long.MIN_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            Order order = candidates.get(i);
            long count = market.turn(order.id()) + weight(order);
            if (count > most || (count == most && order.id() < chosen.id())) {
                chosen = order;
                most = count;
            }
        }
        return chosen;
    }

    @Override
    void taken(int orderId) {
        long sum = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Order order = candidates.get(i);
            sum += weight(order);
            market.turn(order.id(), market.turn(order.id()) + weight(order));
        }
        market.turn(orderId, market.turn(orderId) - sum);
    }

    private static int weight(Order order) {
        return Math.max(1, order.weight());
    }
}

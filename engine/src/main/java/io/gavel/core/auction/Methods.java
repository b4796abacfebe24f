package io.gavel.core.auction;

import io.gavel.core.market.Market;
import io.gavel.message.MethodName;

/** The four methods, by name. */
final class Methods {
    private final Method[] byName = new Method[MethodName.values().length];

    Methods(Market market, Entry entry, Ranking ranking, PingAttributes attributes) {
        byName[MethodName.WATERFALL.value()] = new Waterfall(market, entry, ranking, attributes);
        byName[MethodName.WEIGHTED.value()] = new Weighted(market, entry, ranking, attributes);
        byName[MethodName.ROUND_ROBIN.value()] = new RoundRobin(market, entry, ranking, attributes);
        byName[MethodName.PING_POST.value()] = new PingPost(market, entry, ranking, attributes);
    }

    Method of(Auction auction) {
        return byName[auction.method.value()];
    }
}

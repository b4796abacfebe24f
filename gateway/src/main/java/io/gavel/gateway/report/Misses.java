package io.gavel.gateway.report;

import io.gavel.gateway.market.OrderInfo;
import java.util.List;
import java.util.Map;

/**
 * What an order did not get, and why.
 *
 * @param pings of its campaign that were looked at, tests left out
 * @param matched of these, those that its filter lets through
 * @param won of those
 * @param causes of the rest that matched: the word of the first obstacle, and how often
 * @param gaps by how much the price was too low, of those that were lost by price, ascending, micro-units
 * @param latencies of asked bids that came in time or late, ascending, microseconds
 */
public record Misses(
        OrderInfo order,
        int pings,
        int matched,
        int won,
        Map<String, Integer> causes,
        List<Long> gaps,
        List<Integer> latencies) {}

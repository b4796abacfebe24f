package io.gavel.gateway.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rest of an order: what is compiled for the engine and explained to people.
 *
 * @param priority waterfall: lower first
 * @param weight weighted: 1 or more
 * @param filter null: everything matches
 * @param hours in the buyer's time zone, sorted, not overlapping; empty: always
 * @param duplicates the order's own, null: none
 * @param leastPriceMicros what the buyer may set its price to at least; -1: it may not change it
 * @param mostPriceMicros and at most
 */
public record OrderDetail(
        int priority,
        int weight,
        @Nullable Filter filter,
        List<Interval> hours,
        List<Cap> caps,
        @Nullable Duplicates duplicates,
        long leastPriceMicros,
        long mostPriceMicros) {}

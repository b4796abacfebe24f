package io.gavel.gateway.bid;

import org.jspecify.annotations.Nullable;

/** One {@code BidsWanted}, decoded: what is asked of everybody, and who is asked. Not changed once it is on its loop. */
final class BidRound {
    final long pingId;
    final long deadlineMicros;
    final long floorMicros;
    final boolean test;
    final Ask[] asks;
    /** A JSON object. */
    final byte[] fields;

    BidRound(long pingId, long deadlineMicros, long floorMicros, boolean test, Ask[] asks, byte[] fields) {
        this.pingId = pingId;
        this.deadlineMicros = deadlineMicros;
        this.floorMicros = floorMicros;
        this.test = test;
        this.asks = asks;
        this.fields = fields;
    }

    /**
     * One order that is asked.
     *
     * @param timeoutMillis the order's own
     * @param target null if the market does not know the order any more
     */
    record Ask(int orderId, int timeoutMillis, @Nullable Target target) {}
}

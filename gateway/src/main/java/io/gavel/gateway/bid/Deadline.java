package io.gavel.gateway.bid;

/**
 * When an answer is due: a value that is handed down, on the clock of {@link System#nanoTime}, made from the line's wall time
 * in this one place.
 *
 * @param nanos the moment
 * @param millis how long that is from where it was made, never negative
 */
record Deadline(long nanos, int millis) {

    /** The earlier of an order's time-out, from now on, and its auction's deadline. */
    static Deadline of(int timeoutMillis, long auctionDeadlineMicros) {
        long leftMicros = auctionDeadlineMicros - System.currentTimeMillis() * 1000;
        return in((int) Math.max(0, Math.min(timeoutMillis, leftMicros / 1000)));
    }

    /** So many milliseconds from now on. */
    static Deadline in(int millis) {
        return new Deadline(System.nanoTime() + millis * 1_000_000L, millis);
    }

    /** Milliseconds that are left, at least 0. */
    long leftMillis() {
        return Math.max(0, (nanos - System.nanoTime()) / 1_000_000);
    }
}

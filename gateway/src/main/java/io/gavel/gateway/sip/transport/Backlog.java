package io.gavel.gateway.sip.transport;

import java.util.concurrent.TimeUnit;

/**
 * Whether datagrams wait for longer than they should: nothing says since when one waits in the system's buffer, but while each look
 * finds as many as it may take, more wait. Looked by one loop, asked by any.
 */
final class Backlog {
    /** Callers say again what was not answered in 500 ms (T1); what is much shorter is a rush, and better late than refused. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /** After so long without a look nothing is known. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile boolean isFull;
    private volatile long sinceNanos;
    private volatile long lastNanos;

    /** A look is over; {@code full}: it took as many as it may. */
    void looked(boolean full, long nowNanos) {
        if (full) {
            sinceNanos = isFull && nowNanos - lastNanos <= PAUSE_NANOS ? sinceNanos : nowNanos;
            lastNanos = nowNanos;
            isFull = true;
        } else if (isFull) {
            isFull = false;
        }
    }

    boolean isBehind(long nowNanos) {
        return isFull && nowNanos - lastNanos <= PAUSE_NANOS && nowNanos - sinceNanos > MOST_NANOS;
    }
}

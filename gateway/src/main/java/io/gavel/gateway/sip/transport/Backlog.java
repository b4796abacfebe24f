package io.gavel.gateway.sip.transport;

import java.util.concurrent.TimeUnit;

/**
 * Whether datagrams wait for longer than they should: nothing says since when one waits in the system's buffer, but while each look
 * finds as many as it may take, more wait. Looked by one loop, asked by any.
 */
final class Backlog {
    /** Callers say again what was not answered in 500 ms (T1); what is much shorter is a rush, and better late than refused. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /** A program that has just begun is slow for moments and quick soon: until it has read so many, it is given longer. */
    static final int COLD = 20_000;

    private static final long MOST_COLD_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** After so long without a look nothing is known. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile boolean isFull;
    private volatile long sinceNanos;
    private volatile long lastNanos;
    private volatile long mostNanos = MOST_COLD_NANOS;
    private long read;

    /** A look is over: how many it took, of as many as it may. */
    void looked(int datagrams, int most, long nowNanos) {
        read += datagrams;
        if (mostNanos != MOST_NANOS && read >= COLD) {
            mostNanos = MOST_NANOS;
        }
        if (datagrams >= most) {
            sinceNanos = isFull && nowNanos - lastNanos <= PAUSE_NANOS ? sinceNanos : nowNanos;
            lastNanos = nowNanos;
            isFull = true;
        } else if (isFull) {
            isFull = false;
        }
    }

    boolean isBehind(long nowNanos) {
        return isFull && nowNanos - lastNanos <= PAUSE_NANOS && nowNanos - sinceNanos > mostNanos;
    }
}

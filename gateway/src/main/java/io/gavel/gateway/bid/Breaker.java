package io.gavel.gateway.bid;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rests an endpoint that keeps failing. After {@code threshold} failures in a row nothing is sent for a pause; then one request
 * goes through as a probe: answered, all go through again; failed, the next pause is twice as long, up to a limit. Shared by
 * all loops; nobody ever waits for a lock while the endpoint is well.
 */
final class Breaker {
    /** May this request be sent? */
    enum Verdict {
        /** Yes. */
        SEND,
        /** Yes, and it decides whether others may: tell {@link #failed} that it was the probe. */
        PROBE,
        /** No: the endpoint rests. */
        REST
    }

    /** Hears changes, for logs and metrics; called on the loop that caused them. */
    interface Listener {
        void changed(String state);
    }

    private final int threshold;
    private final long firstPauseNanos;
    private final long mostPauseNanos;
    private final Listener listener;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean resting;
    private long pauseNanos;
    private long restsUntilNanos;
    private boolean probing;

    Breaker(int threshold, long firstPauseNanos, long mostPauseNanos, Listener listener) {
        this.threshold = threshold;
        this.firstPauseNanos = firstPauseNanos;
        this.mostPauseNanos = mostPauseNanos;
        this.listener = listener;
    }

    /** {@code fair}: whether the request has the time that the endpoint was promised; only such a one can be the probe. */
    Verdict permit(long nowNanos, boolean fair) {
        return resting ? permitResting(nowNanos, fair) : Verdict.SEND;
    }

    /** The endpoint answered as it should. */
    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
        if (resting) {
            close();
        }
    }

    /** The endpoint answered nonsense, or not in time. */
    void failed(long nowNanos, boolean probe) {
        if (probe) {
            restAgain(nowNanos);
        } else if (failures.incrementAndGet() >= threshold && !resting) {
            rest(nowNanos);
        }
    }

    boolean isResting() {
        return resting;
    }

    private synchronized Verdict permitResting(long nowNanos, boolean fair) {
        if (!resting) {
            return Verdict.SEND;
        }
        if (probing || !fair || nowNanos - restsUntilNanos < 0) {
            return Verdict.REST;
        }
        probing = true;
        listener.changed("probing");
        return Verdict.PROBE;
    }

    private synchronized void rest(long nowNanos) {
        if (!resting) {
            resting = true;
            probing = false;
            pauseNanos = firstPauseNanos;
            restsUntilNanos = nowNanos + pauseNanos;
            listener.changed("open");
        }
    }

    private synchronized void restAgain(long nowNanos) {
        if (resting) {
            probing = false;
            pauseNanos = Math.min(mostPauseNanos, pauseNanos * 2);
            restsUntilNanos = nowNanos + pauseNanos;
            listener.changed("open");
        }
    }

    private synchronized void close() {
        if (resting) {
            resting = false;
            probing = false;
            failures.set(0);
            listener.changed("closed");
        }
    }
}

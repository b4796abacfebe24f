package io.gavel.gateway.media.embedded;

/**
 * Counts what arrives: extended sequence, loss and jitter as RFC 3550 A.1, A.3 and A.8 have it. A new SSRC, or a sequence that jumps
 * far, starts a new run; totals go on. Media loop only.
 */
final class Reception {
    private static final int MOST_DROPOUT = 3_000;
    private static final int MOST_MISORDER = 100;

    private boolean started;
    private int source;
    private int highest;
    private int cycles;
    private long base;
    private long receivedInRun;
    private long lostBefore;

    private long received;
    private long lastNanos;
    private int transit;
    private double jitter;

    private long expectedAtReport;
    private long receivedAtReport;

    void received(int sequence, int timestamp, int ssrc, long nowNanos) {
        received++;
        lastNanos = nowNanos;
        if (!started || ssrc != source || isJump(sequence)) {
            begin(sequence, ssrc, timestamp, nowNanos);
            return;
        }
        receivedInRun++;
        short step = (short) (sequence - highest);
        if (step > 0) {
            cycles += sequence < highest ? 1 : 0;
            highest = sequence;
        }
        int now = clock(nowNanos) - timestamp;
        int difference = Math.abs(now - transit);
        transit = now;
        jitter += (difference - jitter) / 16;
    }

    private boolean isJump(int sequence) {
        short step = (short) (sequence - highest);
        return step > MOST_DROPOUT || step < -MOST_MISORDER;
    }

    private void begin(int sequence, int ssrc, int timestamp, long nowNanos) {
        lostBefore = lost();
        started = true;
        source = ssrc;
        highest = sequence;
        base = sequence;
        cycles = 0;
        receivedInRun = 1;
        transit = clock(nowNanos) - timestamp;
        expectedAtReport = 0;
        receivedAtReport = 0;
    }

    /** In samples. */
    private static int clock(long nanos) {
        return (int) (nanos / 125_000);
    }

    long received() {
        return received;
    }

    /** Never seen, over all runs; duplicates hide losses, as RFC 3550 has it, but never below zero. */
    long lost() {
        return lostBefore + (started ? Math.max(0, expected() - receivedInRun) : 0);
    }

    private long expected() {
        return extendedHighest() - base + 1;
    }

    long extendedHighest() {
        return ((long) cycles << 16) + highest;
    }

    /** In samples of 125 µs. */
    double jitter() {
        return jitter;
    }

    int source() {
        return source;
    }

    boolean hasStarted() {
        return started;
    }

    /** Of the last packet; meaningless before the first. */
    long lastNanos() {
        return lastNanos;
    }

    /** Share lost since it was last asked for, in 256ths (RFC 3550 A.3). */
    int fractionLost() {
        long expected = expected() - expectedAtReport;
        long lost = expected - (receivedInRun - receivedAtReport);
        expectedAtReport += expected;
        receivedAtReport = receivedInRun;
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, (lost << 8) / expected);
    }
}

package io.gavel.gateway.media.embedded;

/**
 * When frames of 20 ms are due: one clock for all who play on a loop. Late ticks catch up, at most 3 frames at once; what is later
 * than that is skipped. Pure.
 */
final class Pacer {
    static final long FRAME_NANOS = 20_000_000L;
    static final int MOST_AT_ONCE = 3;

    private long startNanos;
    private long frames;
    private long skipped;

    /** The first frame is due now. */
    void start(long nowNanos) {
        startNanos = nowNanos;
        frames = 0;
    }

    /** Frames to be sent now, 0 to 3; {@link #skipped} says how many before these were left out. */
    int due(long nowNanos) {
        long target = Math.floorDiv(nowNanos - startNanos, FRAME_NANOS) + 1;
        long late = Math.max(0, target - frames);
        skipped = Math.max(0, late - MOST_AT_ONCE);
        frames = Math.max(frames, target);
        return (int) (late - skipped);
    }

    /** Frames that the last {@link #due} left out. */
    long skipped() {
        return skipped;
    }
}

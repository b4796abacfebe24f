package io.gavel.ring;

/**
 * The line's time, in microseconds since 1970. It follows the wall clock, forward jumps included, and never goes back: when
 * the wall clock is set back, time goes on at half speed until the wall has caught up. Between two settings of the wall
 * clock it advances with the monotonic clock, so its steps are finer than the wall's. Any thread.
 */
final class LineClock {
    /** The wall clock ticks in milliseconds; what differs by more has been set. */
    private static final long TOLERANCE_MICROS = 2_000;

    /** Nanoseconds of real time for the least microsecond of the line's. */
    private static final long SLOWEST = 2_000;

    private final TimeSource source;
    private long anchorMicros;
    private long anchorNanos;
    private long lastMicros;
    private long lastNanos;

    /** Starts no earlier than {@code notBeforeMicros}, the time of the last message that was journaled. */
    LineClock(TimeSource source, long notBeforeMicros) {
        this.source = source;
        this.anchorMicros = source.wallMicros();
        this.anchorNanos = source.nanos();
        this.lastMicros = notBeforeMicros;
        this.lastNanos = anchorNanos;
    }

    /** Now; not before any answer that was given earlier. */
    synchronized long nowMicros() {
        long nanos = source.nanos();
        long slowest = (nanos - lastNanos) / SLOWEST;
        long wall = wallMicros(nanos);
        if (wall >= lastMicros + slowest) {
            lastMicros = wall;
            lastNanos = nanos;
        } else {
            lastMicros += slowest;
            lastNanos += slowest * SLOWEST;
        }
        return lastMicros;
    }

    /** How far the line's time is ahead of the wall clock, after that was set back; 0 normally. */
    synchronized long aheadMicros() {
        return Math.max(0, lastMicros - wallMicros(source.nanos()));
    }

    private long wallMicros(long nanos) {
        long wall = source.wallMicros();
        long expected = anchorMicros + (nanos - anchorNanos) / 1_000;
        if (Math.abs(wall - expected) > TOLERANCE_MICROS) {
            anchorMicros = wall;
            anchorNanos = nanos;
            return wall;
        }
        return expected;
    }
}

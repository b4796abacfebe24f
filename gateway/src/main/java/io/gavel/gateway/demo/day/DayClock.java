package io.gavel.gateway.demo.day;

import io.gavel.ring.TimeSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A clock that goes on only when it is told to. Any thread may look; one tells it. */
public final class DayClock implements TimeSource, InstantSource {
    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);
    private static final int NANOS = 1_000;

    private volatile long micros;

    /** Stands at this moment. */
    public DayClock(Instant start) {
        this.micros = micros(start);
    }

    /** Goes on to this moment, microseconds since 1970; never back. */
    void advance(long to) {
        if (to > micros) {
            micros = to;
        }
    }

    @Override
    public long wallMicros() {
        return micros;
    }

    @Override
    public long nanos() {
        return micros * NANOS;
    }

    @Override
    public Instant instant() {
        long now = micros;
        return Instant.ofEpochSecond(Math.floorDiv(now, MICROS), Math.floorMod(now, MICROS) * NANOS);
    }

    static long micros(Instant moment) {
        return moment.getEpochSecond() * MICROS + moment.getNano() / NANOS;
    }
}

package io.gavel.gateway.demo.day;

import java.time.Duration;
import java.time.Instant;

/**
 * How much happens.
 *
 * @param seed of everything that is left to chance
 * @param from when it begins
 * @param length how long it is in the market's own time
 * @param pings of leads, about
 * @param calls likewise; a part of them comes of visits
 * @param window in which things happen at once: what follows from one comes no earlier than after it
 */
public record DayPlan(long seed, Instant from, Duration length, long pings, long calls, Duration window) {

    /** A small exchange's pings and calls over so long, up to now. */
    public static DayPlan upTo(Instant now, Duration length) {
        long seconds = length.toSeconds();
        return new DayPlan(1, now.minus(length), length, seconds / 2, seconds / 30, Duration.ofMillis(200));
    }

    /** The end of it. */
    public Instant until() {
        return from.plus(length);
    }
}

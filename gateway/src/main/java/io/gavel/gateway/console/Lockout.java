package io.gavel.gateway.console;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever was wrong too often waits: half a minute, then twice as long each time, up to a limit. Any thread. */
final class Lockout {
    private static final long FIRST_MILLIS = 30_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int MOST = 100_000;

    private final Map<String, Failures> byAddress = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final int free;
    private final long longestMillis;

    Lockout(InstantSource clock) {
        this(clock, 5, HOUR_MILLIS);
    }

    /** {@code free}: wrong ones before the first wait. */
    Lockout(InstantSource clock, int free, long longestMillis) {
        this.clock = clock;
        this.free = free;
        this.longestMillis = longestMillis;
    }

    private record Failures(int count, long untilMillis, long lastMillis) {}

    /** Seconds to wait, 0: may try. */
    long waitSeconds(String address) {
        Failures failures = byAddress.get(address);
        long left = failures == null ? 0 : failures.untilMillis() - clock.millis();
        return left <= 0 ? 0 : (left + 999) / 1_000;
    }

    void failed(String address) {
        long now = clock.millis();
        byAddress.values().removeIf(old -> now - old.lastMillis() > HOUR_MILLIS);
        if (byAddress.size() < MOST) {
            byAddress.merge(address, new Failures(1, 0, now), (before, one) -> next(before, now));
        }
    }

    void succeeded(String address) {
        byAddress.remove(address);
    }

    private Failures next(Failures before, long now) {
        int count = before.count() + 1;
        int doublings = Math.min(10, count - free);
        long wait = count < free ? 0 : Math.min(longestMillis, FIRST_MILLIS << doublings);
        return new Failures(count, now + wait, now);
    }
}

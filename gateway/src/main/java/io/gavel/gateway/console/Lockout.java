package io.gavel.gateway.console;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** After five wrong keys an address waits: half a minute, then twice as long each time, an hour at most. Any thread. */
final class Lockout {
    private static final int FREE = 5;
    private static final long FIRST_MILLIS = 30_000;
    private static final long LONGEST_MILLIS = 3_600_000;
    private static final int MOST = 100_000;

    private final Map<String, Failures> byAddress = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Lockout(InstantSource clock) {
        this.clock = clock;
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
        byAddress.values().removeIf(old -> now - old.lastMillis() > LONGEST_MILLIS);
        if (byAddress.size() < MOST) {
            byAddress.merge(address, new Failures(1, 0, now), (before, one) -> next(before, now));
        }
    }

    void succeeded(String address) {
        byAddress.remove(address);
    }

    private static Failures next(Failures before, long now) {
        int count = before.count() + 1;
        int doublings = Math.min(10, count - FREE);
        long wait = count < FREE ? 0 : Math.min(LONGEST_MILLIS, FIRST_MILLIS << doublings);
        return new Failures(count, now + wait, now);
    }
}

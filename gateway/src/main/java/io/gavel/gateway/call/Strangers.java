package io.gavel.gateway.call;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who was refused too often: {@value #MOST} times within a minute, then nothing is said for the rest of that minute. Bounded:
 * when too many are known, all are forgotten. Any thread.
 */
final class Strangers {
    private static final int MOST = 20;
    private static final int KNOWN = 50_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Map<InetAddress, Count> counts = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** {@code nanos}: a clock that only goes on. */
    Strangers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One more refusal. True: not even that is said any more. */
    boolean refused(InetAddress address) {
        if (counts.size() >= KNOWN) {
            counts.clear();
        }
        long now = nanos.getAsLong();
        Count count = counts.compute(
                address,
                (key, old) -> old == null || now - old.since >= MINUTE_NANOS
                        ? new Count(now, 1)
                        : new Count(old.since, old.times + 1));
        return count.times > MOST;
    }

    boolean isTiresome(InetAddress address) {
        Count count = counts.get(address);
        return count != null && count.times > MOST && nanos.getAsLong() - count.since < MINUTE_NANOS;
    }

    private record Count(long since, int times) {}
}

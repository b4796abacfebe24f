package io.gavel.gateway.visit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many new visitors came from an address within the last minute, and which visitors are known. Bounded: of addresses and
 * visitors that were not heard of for longest nothing is remembered. Any thread.
 */
final class Crowd {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_ADDRESSES = 16_384;
    private static final int MOST_VISITORS = 262_144;

    private final int perMinute;
    private final LongSupplier nanos;
    private final Map<Long, Arrivals> addresses = bounded(MOST_ADDRESSES);
    private final Map<Long, Boolean> visitors = bounded(MOST_VISITORS);

    /** {@code nanos} never goes back. */
    Crowd(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /**
     * Whether this visitor may come in from this address.
     *
     * @return 0, or after how many seconds it may
     */
    synchronized int admit(long address, long visitor) {
        if (visitors.get(visitor) != null) {
            return 0;
        }
        int wait = admit(address);
        if (wait == 0) {
            visitors.put(visitor, Boolean.TRUE);
        }
        return wait;
    }

    /** The same of somebody who is never known. */
    synchronized int admit(long address) {
        Arrivals arrivals = addresses.computeIfAbsent(address, unused -> new Arrivals());
        long waitNanos = arrivals.admit(nanos.getAsLong(), perMinute);
        return waitNanos > 0 ? (int) (waitNanos / 1_000_000_000L + 1) : 0;
    }

    /** The times of the last arrivals, in a circle. */
    private static final class Arrivals {
        private long[] times = new long[4];
        private int count;
        private int next;

        /** 0 if there is room within the last minute: then it is taken. */
        long admit(long now, int most) {
            if (count == times.length && count < most) {
                grow(most);
            }
            if (count == times.length) {
                long age = now - times[next];
                if (age < MINUTE) {
                    return MINUTE - age;
                }
            } else {
                count++;
            }
            times[next] = now;
            next = (next + 1) % times.length;
            return 0;
        }

        private void grow(int most) {
            long[] larger = new long[Math.min(most, times.length * 4)];
            for (int i = 0; i < count; i++) {
                larger[i] = times[(next + i) % times.length];
            }
            times = larger;
            next = count;
        }
    }

    private static <V> Map<Long, V> bounded(int most) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
                return size() > most;
            }
        };
    }
}

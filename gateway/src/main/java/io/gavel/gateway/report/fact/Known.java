package io.gavel.gateway.report.fact;

import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The origins of pings and calls that something is likely to be said about soon: the latest; older ones are in the database. One thread. */
final class Known {
    private static final int MOST = 50_000;

    private final Long2ObjectHashMap<Origin> origins = new Long2ObjectHashMap<>();
    /** Round and round, the newest in front of the oldest; 0: none. */
    private final long[] inOrder = new long[MOST];

    private int oldest;

    void put(long subject, Origin origin) {
        if (origins.put(subject, origin) == null) {
            origins.remove(inOrder[oldest]);
            inOrder[oldest] = subject;
            oldest = (oldest + 1) % MOST;
        }
    }

    @Nullable
    Origin get(long subject) {
        return origins.get(subject);
    }

    boolean has(long subject) {
        return origins.containsKey(subject);
    }

    void clear() {
        origins.clear();
        Arrays.fill(inOrder, 0);
    }
}

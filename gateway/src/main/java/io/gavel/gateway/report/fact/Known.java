package io.gavel.gateway.report.fact;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The origins of pings and calls that something is likely to be said about soon: the latest; older ones are in the database. One thread. */
final class Known {
    private static final int MOST = 50_000;

    private final Map<Long, Origin> origins = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Origin> eldest) {
            return size() > MOST;
        }
    };

    void put(long subject, Origin origin) {
        origins.put(subject, origin);
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
    }
}

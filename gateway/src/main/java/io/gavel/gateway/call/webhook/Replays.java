package io.gavel.gateway.call.webhook;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which signed requests were taken already: each once. Bounded: the oldest are forgotten first. Any thread. */
final class Replays {
    private static final int MOST = 100_000;

    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final long lifeSeconds;

    /** {@code lifeSeconds}: how long a request is remembered; what is older must be refused for its age. */
    Replays(long lifeSeconds) {
        this.lifeSeconds = lifeSeconds;
    }

    /** False if it was taken before. */
    synchronized boolean take(String request, long nowSeconds) {
        Iterator<Long> oldest = taken.values().iterator();
        while (oldest.hasNext()) {
            long at = oldest.next();
            if (taken.size() < MOST && nowSeconds - at <= lifeSeconds) {
                break;
            }
            oldest.remove();
        }
        return taken.putIfAbsent(request, nowSeconds) == null;
    }
}

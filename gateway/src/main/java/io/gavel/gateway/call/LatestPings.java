package io.gavel.gateway.call;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A number each for the latest pings; a later ping may take an earlier one's place. Allocates nothing. Put by one thread at a time, asked
 * by any: what is given is of that ping, or nothing.
 */
final class LatestPings {
    private static final int PLACES = 1 << 14;

    private final AtomicLongArray ids = new AtomicLongArray(PLACES);
    private final AtomicLongArray numbers = new AtomicLongArray(PLACES);

    void put(long pingId, int number) {
        int place = place(pingId);
        ids.setRelease(place, 0);
        numbers.setRelease(place, number);
        ids.setRelease(place, pingId);
    }

    /** 0: not known. */
    int get(long pingId) {
        int place = place(pingId);
        if (pingId <= 0 || ids.get(place) != pingId) {
            return 0;
        }
        long number = numbers.get(place);
        return ids.get(place) == pingId ? (int) number : 0;
    }

    private static int place(long pingId) {
        return (int) pingId & PLACES - 1;
    }
}

package io.gavel.gateway.call;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A number each for the latest pings; a later ping may take an earlier one's place. Allocates nothing. Put by one thread at a time, asked
 * by any: what is given is of that ping, or nothing. A place's version is odd while it is written; a reader who saw two versions, or an
 * odd one, has seen a place that changed.
 */
final class LatestPings {
    private static final int PLACES = 1 << 14;

    private final AtomicLongArray versions = new AtomicLongArray(PLACES);
    private final AtomicLongArray ids = new AtomicLongArray(PLACES);
    private final AtomicLongArray numbers = new AtomicLongArray(PLACES);

    void put(long pingId, int number) {
        int place = place(pingId);
        long version = versions.get(place);
        versions.set(place, version + 1);
        ids.setRelease(place, pingId);
        numbers.setRelease(place, number);
        versions.setRelease(place, version + 2);
    }

    /** 0: not known. */
    int get(long pingId) {
        int place = place(pingId);
        long version = versions.get(place);
        boolean isOfIt = pingId > 0 && ids.get(place) == pingId;
        long number = numbers.get(place);
        boolean isWhole = (version & 1) == 0 && versions.get(place) == version;
        return isOfIt && isWhole ? (int) number : 0;
    }

    private static int place(long pingId) {
        return (int) pingId & PLACES - 1;
    }
}

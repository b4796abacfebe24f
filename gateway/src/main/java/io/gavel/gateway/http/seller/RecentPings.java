package io.gavel.gateway.http.seller;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which campaign the latest pings are of: a post may come before the read models have seen its ping. A later ping may take an
 * earlier one's place; the store knows that one by then. Any thread.
 */
final class RecentPings {
    private static final int PLACES = 1 << 16;

    private final AtomicLongArray ids = new AtomicLongArray(PLACES);
    private final AtomicLongArray campaigns = new AtomicLongArray(PLACES);

    void add(long pingId, int campaignId) {
        int place = place(pingId);
        ids.set(place, 0);
        campaigns.set(place, campaignId);
        ids.set(place, pingId);
    }

    /** The ping's campaign, or 0 if it is not known here. */
    int campaign(long pingId) {
        int place = place(pingId);
        if (ids.get(place) != pingId) {
            return 0;
        }
        int campaignId = (int) campaigns.get(place);
        return ids.get(place) == pingId ? campaignId : 0;
    }

    private static int place(long pingId) {
        return (int) pingId & PLACES - 1;
    }
}

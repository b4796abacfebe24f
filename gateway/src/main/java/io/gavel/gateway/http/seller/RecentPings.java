package io.gavel.gateway.http.seller;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which campaign the latest pings are of, and whose they are: a post may come before the read models have seen its ping. A later ping may take an
 * earlier one's place; the store knows that one by then. Any thread.
 */
final class RecentPings {
    private static final int PLACES = 1 << 16;

    private final AtomicLongArray ids = new AtomicLongArray(PLACES);
    /** The seller (upper half) and the campaign. */
    private final AtomicLongArray of = new AtomicLongArray(PLACES);

    void add(long pingId, int sellerId, int campaignId) {
        int place = place(pingId);
        ids.set(place, 0);
        of.set(place, (long) sellerId << Integer.SIZE | campaignId);
        ids.set(place, pingId);
    }

    /** The campaign of a seller's ping, or 0 if no such ping of this seller is known here. */
    int campaign(long pingId, int sellerId) {
        int place = place(pingId);
        if (ids.get(place) != pingId) {
            return 0;
        }
        long both = of.get(place);
        boolean isTheirs = ids.get(place) == pingId && (int) (both >>> Integer.SIZE) == sellerId;
        return isTheirs ? (int) both : 0;
    }

    private static int place(long pingId) {
        return (int) pingId & PLACES - 1;
    }
}

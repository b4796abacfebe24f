package io.gavel.gateway.http.seller;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which campaign the latest pings are of, whose they are, and where what they told of their origin lies: a post may come before the read models have seen its ping. A later ping may take an
 * earlier one's place; the store knows that one by then. Any thread.
 */
final class RecentPings {
    private static final int PLACES = 1 << 16;

    private final AtomicLongArray ids = new AtomicLongArray(PLACES);
    /** The seller (upper half) and the campaign. */
    private final AtomicLongArray of = new AtomicLongArray(PLACES);
    /** What its seller told of its origin, 0: nothing. */
    private final AtomicLongArray stories = new AtomicLongArray(PLACES);

    void add(long pingId, int sellerId, int campaignId, long storyRef) {
        int place = place(pingId);
        ids.set(place, 0);
        stories.set(place, storyRef);
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

    /** What the seller of a ping told of its origin; 0: nothing, or the ping is not known here. */
    long story(long pingId) {
        int place = place(pingId);
        if (ids.get(place) != pingId) {
            return 0;
        }
        long storyRef = stories.get(place);
        return ids.get(place) == pingId ? storyRef : 0;
    }

    private static int place(long pingId) {
        return (int) pingId & PLACES - 1;
    }
}

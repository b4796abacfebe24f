package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.MethodName;
import io.gavel.message.Outcome;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Awards that wait for their post, each in one piece of memory: an {@link Auction} is objects that lie apart, and when an award
 * is looked at once more, seconds later, every piece that lies apart is another miss of the cache. Takes awards whose losing bids
 * were let go; what is not written here is what every such award has, or what its ping says. Most awards expire: for that the
 * first two lines are enough. Core thread only.
 *
 * <pre>
 *    0  what expiry needs, then the terms of the auction
 *   14  the winners, {@value #WINNER} longs each
 *    …  the ping as it came
 * </pre>
 */
final class Shelf {
    private static final int EXPIRES = 0;
    private static final int PARTIES = 1;
    private static final int REMEMBERED = 2;
    private static final int SAMENESS = 3;
    private static final int CALLER = 4;
    /** How many winners, and how long the ping is. */
    private static final int SIZES = 5;

    private static final int RECEIVED = 6;
    private static final int DEADLINE = 7;
    private static final int FLOOR = 8;
    private static final int PAYOUT_FLOOR = 9;
    private static final int MILLIS = 10;
    private static final int SALES = 11;
    private static final int OPENED = 12;
    private static final int SCORE = 13;
    private static final int WINNERS = 14;

    private static final int WINNER = 5;
    private static final int PARTY = 0;
    private static final int PRICE = 1;
    private static final int HELD = 2;
    private static final int PAYOUT = 3;
    private static final int SERVED = 4;

    private final Places places = new Places();
    private final PingReader reader;
    private final UnsafeBuffer ping = new UnsafeBuffer(new byte[Places.LARGEST * Long.BYTES]);
    private final Bid winner = new Bid();

    Shelf(PingReader reader) {
        this.reader = reader;
    }

    /** Whether nothing is lost if this award is put here. */
    static boolean takes(Auction auction) {
        return auction.asked == 0
                && auction.method == MethodName.PING_POST
                && !auction.secondPrice
                && auction.waiters == 0
                && length(auction) <= Places.LARGEST;
    }

    /** Puts an award with its winners in, and returns its place. */
    int put(Auction auction, long sameness) {
        int place = places.take(length(auction));
        long[] page = places.page(place);
        int at = places.offset(place);
        page[at + EXPIRES] = auction.expiresMicros;
        page[at + PARTIES] = History.pair(auction.sellerId, auction.campaignId);
        page[at + REMEMBERED] = auction.remembered;
        page[at + SAMENESS] = sameness;
        page[at + CALLER] = auction.callerKey;
        page[at + SIZES] = History.pair(auction.won, auction.pingLength);
        page[at + RECEIVED] = auction.receivedMicros;
        page[at + DEADLINE] = auction.deadlineMicros;
        page[at + FLOOR] = auction.floorMicros;
        page[at + PAYOUT_FLOOR] = auction.payoutFloorMicros;
        page[at + MILLIS] = History.pair(auction.awardMillis, auction.postMillis);
        page[at + SALES] = History.pair(auction.maxSales, auction.belowFloor ? 1 : 0);
        page[at + OPENED] = auction.openedIndex;
        page[at + SCORE] = History.pair(auction.score.micros, auction.score.marginMicros);
        at += WINNERS;
        for (int i = 0; i < auction.won; i++) {
            Bid bid = auction.bids.get(i);
            page[at + PARTY] = History.pair(bid.orderId, bid.buyerId);
            page[at + PRICE] = bid.priceMicros;
            page[at + HELD] = bid.heldMicros;
            page[at + PAYOUT] = bid.payoutMicros;
            page[at + SERVED] = bid.served;
            at += WINNER;
        }
        for (int i = 0; i < auction.pingLength; i += Long.BYTES) {
            page[at++] = auction.ping.getLong(i);
        }
        return place;
    }

    /** Makes {@code auction}, which is blank, what was put in. */
    void look(int place, long pingId, Auction auction) {
        long[] page = places.page(place);
        int at = places.offset(place);
        read(page, at, pingId, auction);
        auction.state = Auction.AWARDED;
        auction.waited = true;
        auction.trimmed = true;
        auction.step = 1;
        auction.expiresMicros = page[at + EXPIRES];
        auction.remembered = page[at + REMEMBERED];
        auction.callerKey = page[at + CALLER];
        auction.receivedMicros = page[at + RECEIVED];
        auction.deadlineMicros = page[at + DEADLINE];
        auction.floorMicros = page[at + FLOOR];
        auction.payoutFloorMicros = page[at + PAYOUT_FLOOR];
        auction.awardMillis = (int) (page[at + MILLIS] >> 32);
        auction.postMillis = (int) page[at + MILLIS];
        auction.maxSales = (int) (page[at + SALES] >> 32);
        auction.belowFloor = (int) page[at + SALES] != 0;
        auction.openedIndex = (int) page[at + OPENED];
        auction.score.set((int) (page[at + SCORE] >> 32), (int) page[at + SCORE]);
        auction.won = winners(place);
        for (int i = 0; i < auction.won; i++) {
            auction.bids.add(winner(place, i));
        }
    }

    void free(int place) {
        places.free(place);
    }

    long expiresMicros(int place) {
        return get(place, EXPIRES);
    }

    int sellerId(int place) {
        return (int) (get(place, PARTIES) >> 32);
    }

    /** The ping in the memory of pings. */
    long remembered(int place) {
        return get(place, REMEMBERED);
    }

    long sameness(int place) {
        return get(place, SAMENESS);
    }

    long callerKey(int place) {
        return get(place, CALLER);
    }

    int winners(int place) {
        return (int) (get(place, SIZES) >> 32);
    }

    /** One of the winners, as it was put in; valid until the next is wanted. */
    Bid winner(int place, int i) {
        long[] page = places.page(place);
        int at = places.offset(place) + WINNERS + i * WINNER;
        winner.set((int) (page[at + PARTY] >> 32), (int) page[at + PARTY], 1, page[at + SERVED], Outcome.WON);
        winner.bidMicros = page[at + PRICE];
        winner.priceMicros = page[at + PRICE];
        winner.payoutMicros = page[at + PAYOUT];
        winner.heldMicros = page[at + HELD];
        winner.held = true;
        return winner;
    }

    private void read(long[] page, int at, long pingId, Auction auction) {
        int from = at + WINNERS + (int) (page[at + SIZES] >> 32) * WINNER;
        for (int i = 0; i < (int) page[at + SIZES]; i += Long.BYTES) {
            ping.putLong(i, page[from++]);
        }
        reader.read(auction, pingId, ping);
    }

    private long get(int place, int field) {
        return places.page(place)[places.offset(place) + field];
    }

    private static int length(Auction auction) {
        return WINNERS + WINNER * auction.won + (auction.pingLength + Long.BYTES - 1) / Long.BYTES;
    }
}

package io.gavel.core.auction;

import static io.gavel.message.Bytes.getLong;
import static io.gavel.message.Bytes.putLong;

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
 *  112  the winners, {@value #WINNER} bytes each
 *    …  the ping as it came
 * </pre>
 */
final class Shelf {
    private static final int EXPIRES = 0;
    private static final int PARTIES = 8;
    private static final int REMEMBERED = 16;
    private static final int SAMENESS = 24;
    private static final int CALLER = 32;
    /** How many winners, and how long the ping is. */
    private static final int SIZES = 40;

    private static final int RECEIVED = 48;
    private static final int DEADLINE = 56;
    private static final int FLOOR = 64;
    private static final int PAYOUT_FLOOR = 72;
    private static final int MILLIS = 80;
    private static final int SALES = 88;
    private static final int OPENED = 96;
    private static final int SCORE = 104;
    private static final int WINNERS = 112;

    private static final int WINNER = 40;
    private static final int PARTY = 0;
    private static final int PRICE = 8;
    private static final int HELD = 16;
    private static final int PAYOUT = 24;
    private static final int SERVED = 32;

    private final Places places = new Places();
    private final PingReader reader;
    private final UnsafeBuffer ping = new UnsafeBuffer(0, 0);
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
        byte[] page = places.page(place);
        int at = places.offset(place);
        putLong(page, at + EXPIRES, auction.expiresMicros);
        putLong(page, at + PARTIES, History.pair(auction.sellerId, auction.campaignId));
        putLong(page, at + REMEMBERED, auction.remembered);
        putLong(page, at + SAMENESS, sameness);
        putLong(page, at + CALLER, auction.callerKey);
        putLong(page, at + SIZES, History.pair(auction.won, auction.pingLength));
        putLong(page, at + RECEIVED, auction.receivedMicros);
        putLong(page, at + DEADLINE, auction.deadlineMicros);
        putLong(page, at + FLOOR, auction.floorMicros);
        putLong(page, at + PAYOUT_FLOOR, auction.payoutFloorMicros);
        putLong(page, at + MILLIS, History.pair(auction.awardMillis, auction.postMillis));
        putLong(page, at + SALES, History.pair(auction.maxSales, auction.belowFloor ? 1 : 0));
        putLong(page, at + OPENED, auction.openedIndex);
        putLong(page, at + SCORE, History.pair(auction.score.micros, auction.score.marginMicros));
        at += WINNERS;
        for (int i = 0; i < auction.won; i++) {
            Bid bid = auction.bids.get(i);
            putLong(page, at + PARTY, History.pair(bid.orderId, bid.buyerId));
            putLong(page, at + PRICE, bid.priceMicros);
            putLong(page, at + HELD, bid.heldMicros);
            putLong(page, at + PAYOUT, bid.payoutMicros);
            putLong(page, at + SERVED, bid.served);
            at += WINNER;
        }
        System.arraycopy(auction.ping.byteArray(), 0, page, at, auction.pingLength);
        return place;
    }

    /** Makes {@code auction}, which is blank, what was put in. */
    void look(int place, long pingId, Auction auction) {
        byte[] page = places.page(place);
        int at = places.offset(place);
        read(page, at, pingId, auction);
        auction.state = Auction.AWARDED;
        auction.waited = true;
        auction.trimmed = true;
        auction.step = 1;
        auction.expiresMicros = getLong(page, at + EXPIRES);
        auction.remembered = getLong(page, at + REMEMBERED);
        auction.callerKey = getLong(page, at + CALLER);
        auction.receivedMicros = getLong(page, at + RECEIVED);
        auction.deadlineMicros = getLong(page, at + DEADLINE);
        auction.floorMicros = getLong(page, at + FLOOR);
        auction.payoutFloorMicros = getLong(page, at + PAYOUT_FLOOR);
        auction.awardMillis = (int) (getLong(page, at + MILLIS) >> 32);
        auction.postMillis = (int) getLong(page, at + MILLIS);
        auction.maxSales = (int) (getLong(page, at + SALES) >> 32);
        auction.belowFloor = (int) getLong(page, at + SALES) != 0;
        auction.openedIndex = (int) getLong(page, at + OPENED);
        auction.score.set((int) (getLong(page, at + SCORE) >> 32), (int) getLong(page, at + SCORE));
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
        byte[] page = places.page(place);
        int at = places.offset(place) + WINNERS + i * WINNER;
        winner.set(
                (int) (getLong(page, at + PARTY) >> 32),
                (int) getLong(page, at + PARTY),
                1,
                getLong(page, at + SERVED),
                Outcome.WON);
        winner.bidMicros = getLong(page, at + PRICE);
        winner.priceMicros = getLong(page, at + PRICE);
        winner.payoutMicros = getLong(page, at + PAYOUT);
        winner.heldMicros = getLong(page, at + HELD);
        winner.held = true;
        return winner;
    }

    private void read(byte[] page, int at, long pingId, Auction auction) {
        int from = at + WINNERS + (int) (getLong(page, at + SIZES) >> 32) * WINNER;
        ping.wrap(page, from, (int) getLong(page, at + SIZES));
        reader.read(auction, pingId, ping);
    }

    private long get(int place, int field) {
        return getLong(places.page(place), places.offset(place) + field);
    }

    private static int length(Auction auction) {
        return WINNERS + WINNER * auction.won + auction.pingLength;
    }
}

package io.gavel.core.auction;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MethodName;
import io.gavel.message.Outcome;
import io.gavel.message.PingReceivedDecoder;

/**
 * Awards that wait for their post, each in one piece of memory: an {@link Auction} is objects that lie apart, and of an award
 * that is looked at once more, a minute later, every piece that lies apart is another miss of the cache. Takes awards of fixed
 * prices whose losing bids were let go; what it does not write is what every such award has. Core thread only.
 *
 * <pre>
 *    0  ids of ping, seller, campaign; what expiry and post look at first
 *   64  the terms of the auction, and where in the ping its parts lie
 *  168  the winners, {@value #WINNER} bytes each
 *    …  the ping as it came
 * </pre>
 */
final class Shelf {
    /** Longer ones are not taken. */
    static final int MOST = Places.LARGEST;

    private static final int EXPIRES = 16;
    private static final int WINNERS = 168;
    private static final int WINNER = 56;

    private final Places places = new Places();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingReceivedDecoder ping = new PingReceivedDecoder();

    /** Whether nothing is lost if this is put here: an award that nobody was asked for, and nobody waits for. */
    static boolean takes(Auction auction) {
        return auction.state == Auction.AWARDED
                && auction.asked == 0
                && auction.waiters == 0
                && length(auction) <= MOST;
    }

    /** Puts an award with its winners in, and returns its place. */
    int put(Auction auction) {
        int place = places.take(length(auction));
        Places.Page at = places.page(place);
        at.begin(places.offset(place));
        at.put(auction.pingId);
        at.put(auction.sellerId, auction.campaignId);
        at.put(auction.expiresMicros);
        at.put(auction.sameKey);
        at.put(auction.callerKey);
        at.put(auction.remembered);
        at.put(auction.won, auction.step);
        at.put(
                auction.method.value() | (auction.secondPrice ? 1 << 8 : 0) | (auction.belowFloor ? 1 << 9 : 0),
                auction.flags);
        at.put(auction.receivedMicros);
        at.put(auction.requestKey);
        at.put(auction.leadRef);
        at.put(auction.deadlineMicros);
        at.put(auction.floorMicros);
        at.put(auction.payoutFloorMicros);
        at.put(auction.tier);
        at.put(auction.awardMillis, auction.postMillis);
        at.put(auction.openedIndex, auction.maxSales);
        at.put(auction.attributesAt, auction.attributesLength);
        at.put(auction.textsAt, auction.textsLength);
        at.put(auction.sourceLength, auction.pingLength);
        at.put(auction.persons, 0);
        for (int i = 0; i < auction.won; i++) {
            put(at, auction.bids.get(i));
        }
        at.put(auction.ping, auction.pingLength);
        return place;
    }

    /** Takes an award away and makes {@code auction}, which is clear, what it was. */
    void take(int place, Auction auction) {
        read(place, auction, true);
        places.free(place);
    }

    /** When the life of the award at this place ends. */
    long expiresMicros(int place) {
        return places.page(place).peek(places.offset(place) + EXPIRES);
    }

    /** The same without the ping and its persons: enough to let it expire. */
    void takeToEnd(int place, Auction auction) {
        read(place, auction, false);
        places.free(place);
    }

    /** Makes {@code auction}, which is clear, what was put in, and leaves that where it is. */
    void look(int place, Auction auction) {
        read(place, auction, true);
    }

    private void read(int place, Auction auction, boolean withPing) {
        Places.Page at = places.page(place);
        at.begin(places.offset(place));
        auction.state = Auction.AWARDED;
        auction.waited = true;
        auction.trimmed = true;
        auction.pingId = at.get();
        auction.sellerId = at.high();
        auction.campaignId = at.low();
        auction.expiresMicros = at.get();
        auction.sameKey = at.get();
        auction.callerKey = at.get();
        auction.remembered = at.get();
        auction.won = at.high();
        auction.step = at.low();
        int terms = at.high();
        auction.method = MethodName.get((short) (terms & 0xff));
        auction.secondPrice = (terms & (1 << 8)) != 0;
        auction.belowFloor = (terms & (1 << 9)) != 0;
        auction.flags = (byte) at.low();
        auction.receivedMicros = at.get();
        auction.requestKey = at.get();
        auction.leadRef = at.get();
        auction.deadlineMicros = at.get();
        auction.floorMicros = at.get();
        auction.payoutFloorMicros = at.get();
        auction.tier = at.get();
        auction.awardMillis = at.high();
        auction.postMillis = at.low();
        auction.openedIndex = at.high();
        auction.maxSales = at.low();
        auction.attributesAt = at.high();
        auction.attributesLength = at.low();
        auction.textsAt = at.high();
        auction.textsLength = at.low();
        auction.sourceLength = at.high();
        int pingLength = at.low();
        int persons = at.high();
        at.low();
        for (int i = 0; i < auction.won; i++) {
            get(at, auction.bids);
        }
        if (withPing) {
            at.get(auction.ping, pingLength);
            auction.pingLength = pingLength;
            if (persons > 0) {
                persons(auction);
            }
        }
    }

    private static void put(Places.Page at, Bid bid) {
        at.put(bid.orderId, bid.buyerId);
        at.put(bid.step, bid.held ? 1 : 0);
        at.put(bid.served);
        at.put(bid.bidMicros);
        at.put(bid.priceMicros);
        at.put(bid.payoutMicros);
        at.put(bid.heldMicros);
    }

    private static void get(Places.Page at, Bids bids) {
        int orderId = at.high();
        int buyerId = at.low();
        int step = at.high();
        boolean held = at.low() != 0;
        Bid bid = bids.add(orderId, buyerId, step, at.get());
        bids.rank(bid, at.get());
        bid.priceMicros = at.get();
        bid.payoutMicros = at.get();
        bid.heldMicros = at.get();
        bid.held = held;
        bid.outcome = Outcome.WON;
    }

    private void persons(Auction auction) {
        ping.wrapAndApplyHeader(auction.ping, 0, header);
        ping.limit(auction.attributesAt + auction.attributesLength);
        for (PingReceivedDecoder.PersonsDecoder group = ping.persons(); group.hasNext(); ) {
            group.next();
            auction.person(group.fieldId(), group.key());
        }
    }

    private static int length(Auction auction) {
        return WINNERS + WINNER * auction.won + auction.pingLength;
    }
}

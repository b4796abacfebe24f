package io.gavel.core.auction;

import io.gavel.core.market.Order;
import io.gavel.core.market.OrderList;
import io.gavel.message.Outcome;

/**
 * Lets orders into an auction: looks at what the market does not know (the person, a test, the ping's floor), gives each its
 * {@link Bid}, and asks those that bid by request.
 */
final class Entry {
    /** No more orders are asked in one auction. */
    static final int MAX_ASKED = 256;
    /** No more orders are listed as duplicate or suppressed in one auction. */
    private static final int MAX_LISTED = 512;

    private static final long MILLI = 1_000;

    private final Persons persons;
    private final Prices prices;
    private final Answers answers;
    private final Scoring scoring;

    Entry(Persons persons, Prices prices, Answers answers, Scoring scoring) {
        this.scoring = scoring;
        this.persons = persons;
        this.prices = prices;
        this.answers = answers;
    }

    /** Whether this person, test or not, may go to this order; if the person may not, the auction notes why. */
    boolean admits(Auction auction, Order order, long nowMicros) {
        if (auction.test() && order.asks() && !order.test()) {
            return false;
        }
        if (persons.duplicate(auction, order, nowMicros)) {
            return refuse(auction, order, Outcome.DUPLICATE);
        }
        if (persons.suppressed(auction, order.buyerId())) {
            return refuse(auction, order, Outcome.SUPPRESSED);
        }
        return true;
    }

    /** Whether {@link #admits} could say no to an order of a fixed price that does not mind duplicates. */
    boolean isSuspicious(Auction auction) {
        return auction.persons > 0 && persons.suppressions().any();
    }

    /** A fixed price joins the ranking if it reaches the floor. */
    boolean fixed(Auction auction, Order order) {
        Bid bid = auction.bids.add(order.id(), order.buyerId(), auction.step, order.lastServed());
        bid.chanceMicros = scoring.chanceMicros(auction, bid.orderId);
        return price(auction, bid, order.priceMicros());
    }

    /** The same of an order in a list. */
    boolean fixed(Auction auction, OrderList orders, int i) {
        Bid bid = auction.bids.add(orders.id(i), orders.buyerId(i), auction.step, orders.lastServed(i));
        bid.chanceMicros = scoring.chanceMicros(auction, bid.orderId);
        return price(auction, bid, orders.rankMicros(i));
    }

    /**
     * All of the auction's list at once, if nothing matters but their prices: all of them reach the floor, and nobody else is in.
     *
     * @return whether they are in
     */
    boolean fixed(Auction auction) {
        OrderList orders = auction.bids.offers();
        int last = orders.size() - 1;
        if (last < 0
                || auction.bids.size() > 0
                || auction.score.isGiven()
                || isSuspicious(auction)
                || (auction.persons > 0 && orders.anyChoosy())
                || !reachesFloor(
                        auction, orders.rankMicros(last), prices.payoutMicros(auction, orders.rankMicros(last)))) {
            return false;
        }
        auction.bids.offer(auction, prices);
        return true;
    }

    /** The order that had this caller before; {@code free}: and paid for it, so that it costs nothing now. */
    boolean again(Auction auction, Order order, boolean free) {
        if (!free) {
            return fixed(auction, order);
        }
        Bid bid = auction.bids.add(order.id(), order.buyerId(), auction.step, order.lastServed());
        prices.set(auction, bid, 0);
        bid.payoutMicros = 0;
        bid.free = true;
        auction.bids.rank(bid, 0);
        return true;
    }

    /** An order is to be asked; the request goes out with {@link #ask}. */
    void asked(Auction auction, Order order, long nowMicros) {
        Bid bid = auction.bids.add(order.id(), order.buyerId(), auction.step, order.lastServed());
        bid.chanceMicros = scoring.chanceMicros(auction, bid.orderId);
        bid.outcome = Outcome.PENDING;
        bid.maxMicros = Math.min(order.maxMicros(), Prices.MAX_MICROS);
        bid.timeoutMillis = (int) Math.min(order.bidTimeoutMillis(), remaining(auction, nowMicros));
        auction.asked++;
        auction.outstanding++;
    }

    /** Sends the request for bids, if any order waits to be asked. */
    void ask(Auction auction) {
        int fresh = 0;
        for (int i = auction.bids.ranked(); i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            fresh += (bid.outcome == Outcome.PENDING && !bid.asked) ? 1 : 0;
        }
        if (fresh > 0) {
            answers.askBids(auction, fresh);
        }
    }

    /** A price, fixed or answered, joins the ranking if it reaches the floor. */
    boolean price(Auction auction, Bid bid, long priceMicros) {
        prices.set(auction, bid, priceMicros);
        if (!reachesFloor(auction, priceMicros, bid.payoutMicros)) {
            bid.bidMicros = priceMicros;
            bid.outcome = Outcome.BELOW_FLOOR;
            auction.belowFloor = true;
            return false;
        }
        auction.bids.rank(bid, priceMicros);
        return true;
    }

    /**
     * Nobody waits any more for those who are out: at the deadline they are late, before it they could not have won.
     */
    void giveUp(Auction auction, boolean deadline) {
        if (auction.outstanding == 0) {
            return;
        }
        for (int i = auction.bids.ranked(); i < auction.bids.size(); i++) {
            Bid bid = auction.bids.get(i);
            if (bid.outcome == Outcome.PENDING) {
                boolean hopeless = bid.maxMicros < auction.floorMicros;
                auction.belowFloor |= hopeless && !deadline;
                bid.outcome = deadline ? Outcome.LATE : hopeless ? Outcome.BELOW_FLOOR : Outcome.OUTBID;
            }
        }
        auction.outstanding = 0;
    }

    /** Whether there is time left to ask, and not too many are asked already. */
    static boolean canAsk(Auction auction, long nowMicros) {
        return remaining(auction, nowMicros) >= 1 && auction.bids.size() < MAX_ASKED;
    }

    private static boolean reachesFloor(Auction auction, long priceMicros, long payoutMicros) {
        return priceMicros >= auction.floorMicros && payoutMicros >= auction.payoutFloorMicros;
    }

    private static long remaining(Auction auction, long nowMicros) {
        return (auction.deadlineMicros - nowMicros) / MILLI;
    }

    private static boolean refuse(Auction auction, Order order, Outcome outcome) {
        if (auction.bids.size() < MAX_LISTED && auction.bids.of(order.id()) == null) {
            auction.bids.add(order.id(), order.buyerId(), auction.step, order.lastServed()).outcome = outcome;
        }
        return false;
    }
}

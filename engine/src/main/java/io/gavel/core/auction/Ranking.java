package io.gavel.core.auction;

import io.gavel.message.Outcome;

/**
 * Awards the best bids, as soon as nothing that is still out can change who they are or what they pay.
 *
 * <p>With {@code n} sales still to make, the n best bids win. A bid that is out can change that if fewer than n have come and
 * its promised maximum reaches the floor; if the maximum (times its chance, where that counts) is above the n-th best, or equal and the tie would be its own; with
 * second price also if the maximum is above the price that the winners would pay; and always where the seller wants to see all
 * bids. A winner whose caps or credit do not suffice is out, and all is weighed again.
 *
 * <p>First price: the winner pays its bid. Second price (Vickrey; uniform where several win): the best losing bid, at least
 * the floor.
 */
final class Ranking {
    private final Awards awards;
    private final Prices prices;

    Ranking(Awards awards, Prices prices) {
        this.awards = awards;
        this.prices = prices;
    }

    /**
     * Awards what can be awarded.
     *
     * @param last whether to decide without those who are out
     * @return false if the auction has to wait for those who are out
     */
    boolean settle(Auction auction, boolean last, long nowMicros) {
        while (true) {
            if (!last && auction.outstanding > 0 && mayChange(auction)) {
                return false;
            }
            if (award(auction, nowMicros)) {
                return true;
            }
        }
    }

    /** Whether some bid that is out could win, or raise what a winner pays. */
    static boolean mayChange(Auction auction) {
        if (auction.all()) {
            return true;
        }
        Bids bids = auction.bids;
        int wanted = auction.maxSales;
        Bid marginal = bids.ranked() < wanted ? null : bids.get(wanted - 1);
        long losing = bids.ranked() > wanted ? bids.get(wanted).bidMicros : auction.floorMicros;
        for (int i = bids.ranked(); i < bids.size(); i++) {
            Bid out = bids.get(i);
            if (out.outcome != Outcome.PENDING || out.maxMicros < auction.floorMicros) {
                continue;
            }
            if (marginal == null
                    || out.mostMicros() > marginal.valueMicros()
                    || (out.mostMicros() == marginal.valueMicros() && out.winsTie(marginal))
                    || (auction.secondPrice && out.maxMicros > losing)) {
                return true;
            }
        }
        return false;
    }

    /** Holds caps and money for the best; false if one of them could not be held and fell out, with nothing new held. */
    private boolean award(Auction auction, long nowMicros) {
        Bids bids = auction.bids;
        int end = Math.min(bids.ranked(), auction.maxSales);
        price(auction, end);
        for (int i = auction.won; i < end; i++) {
            Bid bid = bids.get(i);
            Outcome outcome = awards.hold(auction, bid, nowMicros);
            if (outcome != Outcome.WON) {
                for (int held = auction.won; held < i; held++) {
                    awards.undo(auction, bids.get(held), nowMicros);
                }
                bids.drop(bid, outcome);
                return false;
            }
        }
        for (int i = auction.won; i < end; i++) {
            bids.get(i).outcome = Outcome.WON;
        }
        auction.won = end;
        return true;
    }

    /** Second price: the winners up to {@code end} pay one price, each bid after them as if it were the next to win. */
    private void price(Auction auction, int end) {
        if (!auction.secondPrice) {
            return;
        }
        for (int i = auction.won; i < auction.bids.ranked(); i++) {
            prices.set(auction, auction.bids.get(i), losing(auction, Math.max(i + 1, end)));
        }
    }

    private static long losing(Auction auction, int at) {
        long bid = at < auction.bids.ranked() ? auction.bids.get(at).bidMicros : 0;
        return Math.max(bid, auction.floorMicros);
    }
}

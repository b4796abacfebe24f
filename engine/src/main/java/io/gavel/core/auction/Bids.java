package io.gavel.core.auction;

import io.gavel.core.market.OrderList;
import io.gavel.message.Outcome;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All bids of one auction: first those that have a price and may win, best first (see {@link Bid#before}); after them the
 * others in the order in which they came. Reuses its bids; allocates only when it grows.
 *
 * <p>Where only fixed prices compete, most lose and nobody asks for more than their numbers. So such an auction {@link #offer
 * offers} a whole list at once, already ranked, and a bid is made of an offer when somebody wants it; those that nobody wanted lie
 * behind those that are made.
 */
final class Bids {
    private Bid[] bids = {};
    private final int least;
    /** Those that are made. */
    private int made;
    /** Of those that are made. As long as offers are left, all are. */
    private int ranked;

    private final OrderList offers = new OrderList();
    private long[] payouts = {};
    /** The first offer of which no bid is made, and where they end. */
    private int nextOffer;

    private int endOfOffers;
    private int offeredStep;

    /** Room for at least so many. */
    Bids(int least) {
        this.least = least;
    }

    void clear() {
        made = 0;
        ranked = 0;
        nextOffer = 0;
        endOfOffers = 0;
    }

    int size() {
        return made + endOfOffers - nextOffer;
    }

    /** How many have a price and may win, or did. */
    int ranked() {
        return ranked + endOfOffers - nextOffer;
    }

    Bid get(int index) {
        while (index >= made) {
            makeNext();
        }
        return bids[index];
    }

    /** How many are bids already; what follows are offers. */
    int made() {
        return made;
    }

    /** Where orders are listed that this auction looks at. Whose numbers they are, if they are offers. */
    OrderList offers() {
        return offers;
    }

    /** Where in the list the bid at {@code index} is, of which none is made yet. */
    int offerAt(int index) {
        return nextOffer + index - made;
    }

    /** What the seller would be paid for an offer. */
    long payoutMicros(int offer) {
        return payouts[offer];
    }

    /** All that are listed bid their fixed price, for which the seller is paid what {@code prices} say. There is no bid yet. */
    void offer(Auction auction, Prices prices) {
        endOfOffers = offers.size();
        offeredStep = auction.step;
        if (payouts.length < endOfOffers) {
            payouts = new long[Math.max(least, 2 * endOfOffers)];
        }
        prices.payouts(auction, offers, payouts);
    }

    /** The bid of this order, or null. */
    @Nullable
    Bid of(int orderId) {
        makeAll();
        for (int i = 0; i < made; i++) {
            if (bids[i].orderId == orderId) {
                return bids[i];
            }
        }
        return null;
    }

    /** A new bid after all others, unranked, which has lost until it is asked or wins. */
    Bid add(int orderId, int buyerId, int step, long served) {
        makeAll();
        return make(orderId, buyerId, step, served);
    }

    /** A copy of a bid, ranked after all others. */
    void add(Bid other) {
        Bid bid = add(other.orderId, other.buyerId, other.step, other.served);
        bid.copy(other);
        ranked = made;
    }

    /** Gives an unranked bid its price and its place. */
    void rank(Bid bid, long bidMicros) {
        makeAll();
        bid.bidMicros = bidMicros;
        bid.become(Outcome.OUTBID);
        int at = indexOf(bid, ranked);
        if (at > ranked) {
            System.arraycopy(bids, ranked, bids, ranked + 1, at - ranked);
        }
        at = ranked++;
        while (at > 0 && bid.before(bids[at - 1])) {
            bids[at] = bids[at - 1];
            at--;
        }
        if (bids[at] != bid) {
            bids[at] = bid;
        }
    }

    /** Takes a ranked bid out of the ranking: it cannot win for the reason that {@code outcome} says. */
    void drop(Bid bid, Outcome outcome) {
        makeAll();
        int at = indexOf(bid, 0);
        ranked--;
        System.arraycopy(bids, at + 1, bids, at, ranked - at);
        bids[ranked] = bid;
        bid.outcome = outcome;
    }

    void writeState(StateWriter out) {
        makeAll();
        out.putInt(made);
        out.putInt(ranked);
        for (int i = 0; i < made; i++) {
            bids[i].writeState(out);
        }
    }

    void readState(StateReader in) {
        clear();
        made = in.getInt();
        ranked = in.getInt();
        while (bids.length < made) {
            grow();
        }
        for (int i = 0; i < made; i++) {
            bids[i].readState(in);
        }
    }

    private void makeAll() {
        while (nextOffer < endOfOffers) {
            makeNext();
        }
    }

    /** Makes a bid of the best offer that is left. */
    private void makeNext() {
        int offer = nextOffer++;
        Bid bid = make(offers.id(offer), offers.buyerId(offer), offeredStep, offers.lastServed(offer));
        bid.bidMicros = offers.rankMicros(offer);
        bid.priceMicros = bid.bidMicros;
        bid.payoutMicros = payouts[offer];
        ranked = made;
    }

    private Bid make(int orderId, int buyerId, int step, long served) {
        if (made == bids.length) {
            grow();
        }
        Bid bid = bids[made++];
        bid.set(orderId, buyerId, step, served, Outcome.OUTBID);
        return bid;
    }

    private int indexOf(Bid bid, int from) {
        int at = from;
        while (bids[at] != bid) {
            at++;
        }
        return at;
    }

    private void grow() {
        int from = bids.length;
        bids = Arrays.copyOf(bids, Math.max(least, 2 * from));
        for (int i = from; i < bids.length; i++) {
            bids[i] = new Bid();
        }
    }
}

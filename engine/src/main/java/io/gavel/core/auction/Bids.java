package io.gavel.core.auction;

import io.gavel.message.Outcome;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All bids of one auction: first those that have a price and may win, best first (see {@link Bid#before}); after them the
 * others in the order in which they came. Reuses its bids; allocates only when it grows.
 */
final class Bids {
    private Bid[] bids = {};
    private final int least;
    private int size;
    private int ranked;

    /** Room for at least so many. */
    Bids(int least) {
        this.least = least;
    }

    void clear() {
        size = 0;
        ranked = 0;
    }

    int size() {
        return size;
    }

    /** How many have a price and may win, or did. */
    int ranked() {
        return ranked;
    }

    Bid get(int index) {
        return bids[index];
    }

    /** The bid of this order, or null. */
    @Nullable
    Bid of(int orderId) {
        for (int i = 0; i < size; i++) {
            if (bids[i].orderId == orderId) {
                return bids[i];
            }
        }
        return null;
    }

    /** A new bid after all others, unranked, which has lost until it is asked or wins. */
    Bid add(int orderId, int buyerId, int step, long served) {
        if (size == bids.length) {
            grow();
        }
        Bid bid = bids[size++];
        bid.set(orderId, buyerId, step, served, Outcome.OUTBID);
        return bid;
    }

    /** A copy of a bid, ranked after all others. */
    void add(Bid other) {
        Bid bid = add(other.orderId, other.buyerId, other.step, other.served);
        bid.copy(other);
        ranked = size;
    }

    /** Gives an unranked bid its price and its place. */
    void rank(Bid bid, long bidMicros) {
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
        int at = indexOf(bid, 0);
        ranked--;
        System.arraycopy(bids, at + 1, bids, at, ranked - at);
        bids[ranked] = bid;
        bid.outcome = outcome;
    }

    void writeState(StateWriter out) {
        out.putInt(size);
        out.putInt(ranked);
        for (int i = 0; i < size; i++) {
            bids[i].writeState(out);
        }
    }

    void readState(StateReader in) {
        size = in.getInt();
        ranked = in.getInt();
        while (bids.length < size) {
            grow();
        }
        for (int i = 0; i < size; i++) {
            bids[i].readState(in);
        }
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

package io.gavel.core.auction;

import io.gavel.core.memory.BySequence;
import io.gavel.message.Coding;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All auctions that are not over, by ping, by lead and by what makes a ping the same; and a pool of those that are. Awards that
 * only wait lie on a shelf.
 */
final class Book {
    private static final long NONE = 0;

    private static final int SHELVED = 1;

    /** The places of those that can be found, doubled: in {@link #all}, or one more for the shelf. */
    private final BySequence byPing = new BySequence();

    private final Shelf shelf;

    private final BySequence pingsByLead = new BySequence();
    private final Long2LongHashMap bySameness = new Long2LongHashMap(NONE);
    /** Awards of call pings, by campaign and caller: the call that comes redeems the latest. */
    private final Long2LongHashMap byCaller = new Long2LongHashMap(NONE);

    /** Each stays at its place for ever; which are free, the first of {@link #free} say. */
    private Auction[] all = {};

    private int made;

    private int[] free = {};
    private int freeCount;
    /** Bids of auctions that are being decided: few, and so always at hand. */
    private Bids[] workbench = {};

    private int idle;

    Book(Shelf shelf) {
        this.shelf = shelf;
    }

    /** A blank auction, not in the book yet. */
    Auction take() {
        Auction auction = free();
        auction.clear();
        auction.use(idle == 0 ? new Bids(16) : workbench[--idle]);
        return auction;
    }

    void enter(Auction auction) {
        auction.waited = true;
        byPing.put(auction.pingId, 2L * auction.place);
        enterSameness(auction);
    }

    /** Lets the losing bids go, where the market still knows them. */
    void trim(Auction auction) {
        putAway(auction.trim());
    }

    /** Enters an award whose losing bids the market still knows: they are let go. Nobody may use the auction after this. */
    void enterWinners(Auction auction) {
        if (Shelf.takes(auction)) {
            byPing.put(auction.pingId, 2L * shelf.put(auction, sameness(auction)) + SHELVED);
            enterSameness(auction);
            giveBack(auction);
        } else {
            trim(auction);
            enter(auction);
        }
    }

    /** From now on a call of this person to this campaign finds it. */
    void expect(Auction auction, long callerKey) {
        auction.callerKey = caller(auction.campaignId, callerKey);
        byCaller.put(auction.callerKey, auction.pingId);
    }

    /** The award that waits for a call of this person to this campaign, or null. */
    @Nullable
    Auction expected(int campaignId, long callerKey) {
        return ofPing(byCaller.get(caller(campaignId, callerKey)));
    }

    /** From now on it is found by its lead or call too, and no ping is the same any more. */
    void enterLead(Auction auction) {
        auction.waited = true;
        forget(sameness(auction), auction.callerKey, auction.pingId);
        byPing.put(auction.pingId, 2L * auction.place);
        pingsByLead.put(auction.leadId, auction.pingId);
    }

    /** It was never entered: nobody may use it after this. */
    void giveBack(Auction auction) {
        if (auction.borrows()) {
            putAway(auction.bids);
        }
        free[freeCount++] = auction.place;
    }

    /** It is over: nobody may use it after this. */
    void leave(Auction auction) {
        byPing.remove(auction.pingId);
        forget(sameness(auction), auction.callerKey, auction.pingId);
        if (auction.leadId != 0) {
            pingsByLead.remove(auction.leadId);
        }
        giveBack(auction);
    }

    /** The place on the shelf where the award of this ping lies, or -1. */
    int shelved(long pingId) {
        long place = byPing.get(pingId);
        return place == BySequence.NONE || (place & SHELVED) == 0 ? -1 : (int) (place >> 1);
    }

    /** An award on the shelf is over. */
    void leave(long pingId, int place) {
        byPing.remove(pingId);
        forget(shelf.sameness(place), shelf.callerKey(place), pingId);
        shelf.free(place);
    }

    @Nullable
    Auction ofPing(long pingId) {
        long place = byPing.get(pingId);
        if (place == BySequence.NONE) {
            return null;
        }
        return (place & SHELVED) == 0 ? all[(int) (place >> 1)] : takeDown(pingId, (int) (place >> 1));
    }

    @Nullable
    Auction ofLead(long leadId) {
        long pingId = pingsByLead.get(leadId);
        return pingId == BySequence.NONE ? null : ofPing(pingId);
    }

    /** The open auction of the same ping, or null. */
    @Nullable
    Auction same(Auction other) {
        long sameness = sameness(other);
        return sameness == 0 ? null : ofPing(bySameness.get(sameness));
    }

    int size() {
        return byPing.size();
    }

    /** The ids of all leads under way, ascending. */
    long[] leads() {
        return pingsByLead.sorted();
    }

    void writeState(StateWriter out) {
        long[] pings = byPing.sorted();
        out.putInt(pings.length);
        for (long pingId : pings) {
            int place = shelved(pingId);
            Auction auction = place < 0 ? all[(int) (byPing.get(pingId) >> 1)] : look(place, pingId);
            auction.writeState(out);
            long sameness = sameness(auction);
            out.putBoolean(sameness != 0 && bySameness.get(sameness) == pingId);
            if (place >= 0) {
                giveBack(auction);
            }
        }
    }

    void readState(StateReader in) {
        for (int count = in.getInt(); count > 0; count--) {
            Auction auction = free();
            auction.readState(in);
            byPing.put(auction.pingId, 2L * auction.place);
            if (auction.leadId != 0) {
                pingsByLead.put(auction.leadId, auction.pingId);
            }
            if (auction.callerKey != 0 && auction.state == Auction.AWARDED) {
                byCaller.put(auction.callerKey, auction.pingId);
            }
            if (in.getBoolean()) {
                bySameness.put(sameness(auction), auction.pingId);
            }
        }
    }

    private Auction takeDown(long pingId, int place) {
        Auction auction = look(place, pingId);
        putAway(auction.trim());
        byPing.put(pingId, 2L * auction.place);
        shelf.free(place);
        return auction;
    }

    private Auction look(int place, long pingId) {
        Auction auction = take();
        shelf.look(place, pingId, auction);
        return auction;
    }

    private void enterSameness(Auction auction) {
        long sameness = sameness(auction);
        if (sameness != 0) {
            bySameness.put(sameness, auction.pingId);
        }
    }

    private void forget(long sameness, long callerKey, long pingId) {
        if (sameness != 0 && bySameness.get(sameness) == pingId) {
            bySameness.remove(sameness);
        }
        if (callerKey != 0 && byCaller.get(callerKey) == pingId) {
            byCaller.remove(callerKey);
        }
    }

    private static long caller(int campaignId, long callerKey) {
        return Coding.combine(callerKey, campaignId);
    }

    /** What makes a ping the same, 0: nothing does. A test is never the same as the real thing. */
    private static long sameness(Auction auction) {
        if (auction.sameKey == 0) {
            return 0;
        }
        return auction.test() ? Coding.combine(auction.sameKey, 1) : auction.sameKey;
    }

    /** Puts bids on the workbench, where they mostly lay before. */
    private void putAway(Bids bids) {
        if (idle == workbench.length) {
            workbench = Arrays.copyOf(workbench, Math.max(4, idle * 2));
        }
        if (workbench[idle] != bids) {
            workbench[idle] = bids;
        }
        idle++;
    }

    private Auction free() {
        if (freeCount > 0) {
            return all[free[--freeCount]];
        }
        if (made == all.length) {
            all = Arrays.copyOf(all, Math.max(16, made + (made >> 1)));
            free = Arrays.copyOf(free, all.length);
        }
        Auction auction = new Auction(made);
        all[made++] = auction;
        return auction;
    }
}

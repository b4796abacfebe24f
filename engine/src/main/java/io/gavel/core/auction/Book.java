package io.gavel.core.auction;

import io.gavel.message.Coding;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** All auctions that are not over, by ping, by lead and by what makes a ping the same; and a pool of those that are. */
final class Book {
    private static final long NONE = 0;

    private final Long2ObjectHashMap<Auction> byPing = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Auction> byLead = new Long2ObjectHashMap<>();
    private final Long2LongHashMap bySameness = new Long2LongHashMap(NONE);
    /** Awards of call pings, by campaign and caller: the call that comes redeems the latest. */
    private final Long2LongHashMap byCaller = new Long2LongHashMap(NONE);

    private final ArrayList<Auction> pool = new ArrayList<>();
    /** Bids of auctions that are being decided: few, and so always at hand. */
    private final ArrayList<Bids> workbench = new ArrayList<>();

    /** A blank auction, not in the book yet. */
    Auction take() {
        Auction auction = pool.isEmpty() ? new Auction() : pool.remove(pool.size() - 1);
        auction.clear();
        auction.use(workbench.isEmpty() ? new Bids(16) : workbench.remove(workbench.size() - 1));
        return auction;
    }

    /** Lets the losing bids go, where the market still knows them. */
    void trim(Auction auction) {
        workbench.add(auction.trim());
    }

    void enter(Auction auction) {
        auction.waited = true;
        byPing.put(auction.pingId, auction);
        if (auction.sameKey != 0) {
            bySameness.put(sameness(auction), auction.pingId);
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
        return byPing.get(byCaller.get(caller(campaignId, callerKey)));
    }

    /** From now on it is found by its lead or call too, and no ping is the same any more. */
    void enterLead(Auction auction) {
        forgetSameness(auction);
        forgetCaller(auction);
        byPing.put(auction.pingId, auction);
        byLead.put(auction.leadId, auction);
    }

    /** It was never entered: nobody may use it after this. */
    void giveBack(Auction auction) {
        if (auction.borrows()) {
            workbench.add(auction.bids);
        }
        pool.add(auction);
    }

    /** It is over: nobody may use it after this. */
    void leave(Auction auction) {
        byPing.remove(auction.pingId);
        forgetSameness(auction);
        forgetCaller(auction);
        if (auction.leadId != 0) {
            byLead.remove(auction.leadId);
        }
        giveBack(auction);
    }

    @Nullable
    Auction ofPing(long pingId) {
        return byPing.get(pingId);
    }

    @Nullable
    Auction ofLead(long leadId) {
        return byLead.get(leadId);
    }

    /** The open auction of the same ping, or null. */
    @Nullable
    Auction same(Auction other) {
        return other.sameKey == 0 ? null : byPing.get(bySameness.get(sameness(other)));
    }

    int size() {
        return byPing.size();
    }

    /** The ids of all leads under way, ascending. */
    long[] leads() {
        return sortedKeys(byLead);
    }

    void writeState(StateWriter out) {
        long[] pings = sortedKeys(byPing);
        out.putInt(pings.length);
        for (long pingId : pings) {
            Auction auction = byPing.get(pingId);
            auction.writeState(out);
            out.putBoolean(auction.sameKey != 0 && bySameness.get(sameness(auction)) == pingId);
        }
    }

    void readState(StateReader in) {
        for (int count = in.getInt(); count > 0; count--) {
            Auction auction = new Auction();
            auction.readState(in);
            byPing.put(auction.pingId, auction);
            if (auction.leadId != 0) {
                byLead.put(auction.leadId, auction);
            }
            if (auction.callerKey != 0 && auction.state == Auction.AWARDED) {
                byCaller.put(auction.callerKey, auction.pingId);
            }
            if (in.getBoolean()) {
                bySameness.put(sameness(auction), auction.pingId);
            }
        }
    }

    private void forgetSameness(Auction auction) {
        if (auction.sameKey != 0 && bySameness.get(sameness(auction)) == auction.pingId) {
            bySameness.remove(sameness(auction));
        }
    }

    private void forgetCaller(Auction auction) {
        if (auction.callerKey != 0 && byCaller.get(auction.callerKey) == auction.pingId) {
            byCaller.remove(auction.callerKey);
        }
    }

    private static long caller(int campaignId, long callerKey) {
        return Coding.combine(callerKey, campaignId);
    }

    /** A test is never the same as the real thing. */
    private static long sameness(Auction auction) {
        return auction.test() ? Coding.combine(auction.sameKey, 1) : auction.sameKey;
    }

    private static long[] sortedKeys(Long2ObjectHashMap<Auction> map) {
        long[] keys = new long[map.size()];
        int count = 0;
        for (Long2ObjectHashMap<Auction>.KeyIterator iterator = map.keySet().iterator(); iterator.hasNext(); ) {
            keys[count++] = iterator.nextLong();
        }
        Arrays.sort(keys);
        return keys;
    }
}

package io.gavel.core.auction;

import io.gavel.message.MethodName;
import io.gavel.message.PingFlagsDecoder;
import io.gavel.message.Reason;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * One ping from its opening to the end of its lead: what it asked for, the bids, what is held, who waits for the answer.
 * Keeps the ping's own bytes, from which attributes and texts are copied into outputs. Pooled; {@link #clear} makes it new.
 */
final class Auction {
    /** Bids are still out. */
    static final int RUNNING = 0;
    /** Answered with an award that waits for its post. */
    static final int AWARDED = 1;
    /** Redeemed: deliveries are under way. */
    static final int LEAD = 2;
    /** A call whose flow is under way: the auction is not open yet. */
    static final int SCREENING = 3;
    /** A call that has its award: buyers ring, or one has it. */
    static final int CALL = 4;
    /** Within one message only: a call that the buyer did not take who had the caller before; the auction opens for all. */
    static final int REOPENING = 5;

    /** Where the book keeps it. */
    final int place;

    int state;
    long pingId;
    long requestKey;
    long sameKey;
    long receivedMicros;
    /** How many outputs of its own input came before it was opened. */
    int openedIndex;

    long deadlineMicros;
    long expiresMicros;
    /** Buyer's money: the campaign's floor, and what the seller's own floor comes to. */
    long floorMicros;

    int sellerId;
    int campaignId;
    byte flags;

    /** The campaign's and the seller's terms as they were when it opened. */
    int maxSales;

    MethodName method = MethodName.PING_POST;
    boolean secondPrice;
    int awardMillis;
    int postMillis;
    /** What the seller wants to be paid at least. */
    long payoutFloorMicros;

    /** The turn of a waterfall or a sequence that is being played. */
    int step;
    /** The priority of the waterfall's tier; below any priority at first. */
    long tier;
    /** Whether other messages came between its opening and now. */
    boolean waited;
    /** How many were asked. */
    int asked;
    /** How many are asked and have not answered. */
    int outstanding;
    /** How many of the best bids are awarded. */
    int won;
    /** Some price was below the floor. */
    boolean belowFloor;
    /** A call that goes to the buyer who had the caller before; nobody else was looked at yet. */
    boolean sameBuyer;

    /** The ping in the memory of pings. */
    long remembered;
    /** What is answered if nothing is won, or nothing sold. */
    Reason reason = Reason.NONE;

    long leadId;
    /** Of a ping that is not redeemed yet: what its seller told of its origin. */
    long leadRef;

    long postedMicros;
    long postDeadlineMicros;
    /** How many sales the post is for. */
    int slots;
    /** Whether the seller chose bids: then no others may have the lead. */
    boolean chosen;
    /** Whether the person is marked as sold in this campaign since {@link #postedMicros}. */
    boolean marked;
    /** Whether the lead appeared in some output. */
    boolean appeared;

    /** Calls: when it came, when a buyer answered (0: nobody has), who has it (0: nobody), and whether it is billed. */
    long arrivedMicros;

    long connectedMicros;
    int connected;
    boolean billed;
    /** How its talk went, as {@link Voices} packs it; 0: nothing is known. */
    int voice;
    /** How many legs were begun. */
    int rung;
    /** Who brought it, to which number, and since when its caller is answered (0: it is not). */
    int carrierId;

    int numberId;
    long dialled;
    long answeredMicros;
    /** What was thought of it when it opened. */
    final Score score = new Score();
    /** By whom an arriving call finds this award, 0: by nobody. */
    long callerKey;

    /** The ping's message as it came, and where in it the attributes' group and the two texts lie. */
    final ExpandableArrayBuffer ping = new ExpandableArrayBuffer(256);

    int pingLength;
    int attributesAt;
    int attributesLength;
    int textsAt;
    int textsLength;
    int sourceLength;

    int persons;
    int[] personFields = new int[4];
    long[] personKeys = new long[4];

    /** The event loop that delivers: where the post came from. */
    long correlationId;
    /** Who is to be told the decision: first of the ping, later of the post. */
    int waiters;

    long[] waiting = new long[2];

    /** All bids while it runs; of an award that was {@link #trimmed} the winners only. */
    Bids bids = new Bids(1);

    /** The losing bids, all fixed prices, were let go: the market still has them. */
    boolean trimmed;

    private final Bids own = bids;

    Auction(int place) {
        this.place = place;
    }

    void clear() {
        state = RUNNING;
        requestKey = 0;
        sameKey = 0;
        deadlineMicros = 0;
        expiresMicros = 0;
        floorMicros = 0;
        payoutFloorMicros = 0;
        maxSales = 1;
        awardMillis = 0;
        postMillis = 0;
        openedIndex = 0;
        step = 0;
        tier = Long.MIN_VALUE;
        waited = false;
        asked = 0;
        outstanding = 0;
        won = 0;
        belowFloor = false;
        sameBuyer = false;
        remembered = -1;
        reason = Reason.NONE;
        leadId = 0;
        leadRef = 0;
        postedMicros = 0;
        postDeadlineMicros = 0;
        slots = 0;
        chosen = false;
        marked = false;
        appeared = false;
        arrivedMicros = 0;
        connectedMicros = 0;
        connected = 0;
        billed = false;
        voice = 0;
        rung = 0;
        carrierId = 0;
        numberId = 0;
        dialled = 0;
        answeredMicros = 0;
        score.clear();
        callerKey = 0;
        pingLength = 0;
        correlationId = 0;
        persons = 0;
        waiters = 0;
        bids = own;
        bids.clear();
        trimmed = false;
    }

    boolean test() {
        return PingFlagsDecoder.test(flags);
    }

    boolean all() {
        return PingFlagsDecoder.all(flags);
    }

    boolean direct() {
        return PingFlagsDecoder.direct(flags);
    }

    /** What the seller of an open ping told of its origin; 0: nothing. */
    long storyRef() {
        return leadId == 0 && !direct() ? leadRef : 0;
    }

    boolean call() {
        return PingFlagsDecoder.call(flags);
    }

    /** Keeps a copy of a ping. */
    void keep(DirectBuffer from, int offset, int length) {
        ping.putBytes(0, from, offset, length);
        pingLength = length;
    }

    void person(int fieldId, long key) {
        if (persons == personFields.length) {
            personFields = Arrays.copyOf(personFields, 2 * persons);
            personKeys = Arrays.copyOf(personKeys, 2 * persons);
        }
        personFields[persons] = fieldId;
        personKeys[persons++] = key;
    }

    /** From now on uses these bids; returns those that it used. */
    Bids use(Bids other) {
        Bids used = bids;
        bids = other;
        bids.clear();
        return used;
    }

    /** Whether it uses bids that are not its own. */
    boolean borrows() {
        return bids != own;
    }

    /** Keeps the winners in bids of its own; returns those that it used before. */
    Bids trim() {
        Bids used = use(own);
        for (int i = 0; i < won; i++) {
            own.add(used.get(i));
        }
        trimmed = true;
        return used;
    }

    /** One more edge to be told when this is decided. */
    void await(long correlationId) {
        if (waiters == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waiters);
        }
        waiting[waiters++] = correlationId;
    }

    void writeState(StateWriter out) {
        out.putInt(state);
        out.putLong(pingId);
        out.putLong(requestKey);
        out.putLong(sameKey);
        out.putLong(receivedMicros);
        out.putInt(openedIndex);
        out.putLong(deadlineMicros);
        out.putLong(expiresMicros);
        out.putLong(floorMicros);
        out.putInt(sellerId);
        out.putInt(campaignId);
        out.putInt(flags);
        out.putInt(maxSales);
        out.putInt(method.value());
        out.putBoolean(secondPrice);
        out.putInt(awardMillis);
        out.putInt(postMillis);
        out.putLong(payoutFloorMicros);
        out.putInt(step);
        out.putLong(tier);
        out.putBoolean(waited);
        out.putInt(asked);
        out.putInt(outstanding);
        out.putInt(won);
        out.putBoolean(belowFloor);
        out.putBoolean(sameBuyer);
        out.putLong(remembered);
        out.putInt(reason.code());
        out.putLong(leadId);
        out.putLong(leadRef);
        out.putLong(postedMicros);
        out.putLong(postDeadlineMicros);
        out.putInt(slots);
        out.putBoolean(chosen);
        out.putBoolean(marked);
        out.putBoolean(appeared);
        out.putLong(arrivedMicros);
        out.putLong(connectedMicros);
        out.putInt(connected);
        out.putBoolean(billed);
        out.putInt(voice);
        out.putInt(rung);
        out.putInt(carrierId);
        out.putInt(numberId);
        out.putLong(dialled);
        out.putLong(answeredMicros);
        score.writeState(out);
        out.putLong(callerKey);
        out.putBytes(ping, 0, pingLength);
        out.putInt(attributesAt);
        out.putInt(attributesLength);
        out.putInt(textsAt);
        out.putInt(textsLength);
        out.putInt(sourceLength);
        out.putLong(correlationId);
        out.putInt(persons);
        for (int i = 0; i < persons; i++) {
            out.putInt(personFields[i]);
            out.putLong(personKeys[i]);
        }
        out.putInt(waiters);
        for (int i = 0; i < waiters; i++) {
            out.putLong(waiting[i]);
        }
        out.putBoolean(trimmed);
        bids.writeState(out);
    }

    void readState(StateReader in) {
        clear();
        state = in.getInt();
        pingId = in.getLong();
        requestKey = in.getLong();
        sameKey = in.getLong();
        receivedMicros = in.getLong();
        openedIndex = in.getInt();
        deadlineMicros = in.getLong();
        expiresMicros = in.getLong();
        floorMicros = in.getLong();
        sellerId = in.getInt();
        campaignId = in.getInt();
        flags = (byte) in.getInt();
        maxSales = in.getInt();
        method = MethodName.get((short) in.getInt());
        secondPrice = in.getBoolean();
        awardMillis = in.getInt();
        postMillis = in.getInt();
        payoutFloorMicros = in.getLong();
        step = in.getInt();
        tier = in.getLong();
        waited = in.getBoolean();
        asked = in.getInt();
        outstanding = in.getInt();
        won = in.getInt();
        belowFloor = in.getBoolean();
        sameBuyer = in.getBoolean();
        remembered = in.getLong();
        reason = Reason.of(in.getInt());
        leadId = in.getLong();
        leadRef = in.getLong();
        postedMicros = in.getLong();
        postDeadlineMicros = in.getLong();
        slots = in.getInt();
        chosen = in.getBoolean();
        marked = in.getBoolean();
        appeared = in.getBoolean();
        arrivedMicros = in.getLong();
        connectedMicros = in.getLong();
        connected = in.getInt();
        billed = in.getBoolean();
        voice = in.getInt();
        rung = in.getInt();
        carrierId = in.getInt();
        numberId = in.getInt();
        dialled = in.getLong();
        answeredMicros = in.getLong();
        score.readState(in);
        callerKey = in.getLong();
        pingLength = in.getBytes(ping);
        attributesAt = in.getInt();
        attributesLength = in.getInt();
        textsAt = in.getInt();
        textsLength = in.getInt();
        sourceLength = in.getInt();
        correlationId = in.getLong();
        for (int count = in.getInt(); count > 0; count--) {
            person(in.getInt(), in.getLong());
        }
        for (int count = in.getInt(); count > 0; count--) {
            await(in.getLong());
        }
        trimmed = in.getBoolean();
        bids.readState(in);
    }
}

package io.gavel.core.auction;

import io.gavel.message.Outcome;
import io.gavel.message.SaleState;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One order's part in one auction, later in one lead. Reused; {@link #set} makes it anew. */
final class Bid {
    /** Longer references of buyers are cut. */
    static final int MAX_REFERENCE = 64;

    static final int MAX_DESTINATION = 255;

    private static final int CERTAIN = 1_000_000;

    int orderId;
    int buyerId;
    /** Earlier steps rank first: the priority's turn in a waterfall, the turn in a sequence, 0 where all compete at once. */
    int step;
    /** When the order was last served as the auction met it: ties go to the smaller. */
    long served;
    /** The chance that a sale to it stands, by which its price is ranked; certain where prices alone are. */
    int chanceMicros;
    /** What the order bid; 0 as long as it has not. */
    long bidMicros;
    /** What it can bid at most, while it is out. */
    long maxMicros;
    /** What the buyer pays if it wins. */
    long priceMicros;

    long payoutMicros;
    /** -1 for a fixed price. */
    int latencyMicros;

    Outcome outcome = Outcome.PENDING;
    /** Whether a bid request went out, and how long it may take. */
    boolean asked;

    int timeoutMillis;
    /** Whether caps and money are held, and since when. */
    boolean held;

    long heldMicros;
    /** The seller chose other bids, so this one may not have the lead. */
    boolean barred;

    /** Null until it is to be delivered. */
    @Nullable
    SaleState sale;

    /** When the person was marked as sold to this order. */
    long markedMicros;

    int attempt;
    /** When the attempt under way is taken as unknown, or the next one is due. */
    long dueMicros;

    /** What the buyer calls its bid. */
    final UnsafeBuffer reference = new UnsafeBuffer(0, 0);

    int referenceLength;

    /** Of a call: it was this buyer's. */
    boolean answered;
    /** Of a call: since when its phone is picked up; 0: it is not, or not any more. */
    long answeredMicros;
    /** The buyer paid for this caller before. */
    boolean free;
    /** When the price of a call is due, by the bid; -1: by the order. */
    int billableSeconds;
    /** Where the buyer wants to be rung; nothing: where its order says. */
    final UnsafeBuffer destination = new UnsafeBuffer(0, 0);

    int destinationLength;

    /** Begins anew. A reference is stored only where it is another: collectors watch such stores, and few bids need one. */
    void set(int orderId, int buyerId, int step, long served, Outcome begins) {
        this.orderId = orderId;
        this.buyerId = buyerId;
        this.step = step;
        this.served = served;
        chanceMicros = CERTAIN;
        bidMicros = 0;
        maxMicros = 0;
        priceMicros = 0;
        payoutMicros = 0;
        latencyMicros = -1;
        become(begins);
        asked = false;
        held = false;
        heldMicros = 0;
        barred = false;
        if (sale != null) {
            sale = null;
        }
        markedMicros = 0;
        attempt = 0;
        dueMicros = 0;
        referenceLength = 0;
        answered = false;
        answeredMicros = 0;
        free = false;
        billableSeconds = -1;
        destinationLength = 0;
    }

    void become(Outcome other) {
        if (outcome != other) {
            outcome = other;
        }
    }

    /** Takes over what the other has come to; order, buyer and rank are set already. */
    void copy(Bid other) {
        chanceMicros = other.chanceMicros;
        bidMicros = other.bidMicros;
        maxMicros = other.maxMicros;
        priceMicros = other.priceMicros;
        payoutMicros = other.payoutMicros;
        latencyMicros = other.latencyMicros;
        become(other.outcome);
        asked = other.asked;
        held = other.held;
        heldMicros = other.heldMicros;
        reference(other.reference, 0, other.referenceLength);
        answered = other.answered;
        answeredMicros = other.answeredMicros;
        free = other.free;
        call(other.billableSeconds, other.destination, 0, other.destinationLength);
    }

    /** What a buyer's answer says about a call beside its price. A destination of more than {@value #MAX_DESTINATION} bytes is none. */
    void call(int seconds, DirectBuffer from, int offset, int length) {
        billableSeconds = seconds;
        destinationLength = length > MAX_DESTINATION ? 0 : length;
        if (destinationLength > 0) {
            if (destination.capacity() == 0) {
                destination.wrap(new byte[MAX_DESTINATION]);
            }
            destination.putBytes(0, from, offset, destinationLength);
        }
    }

    void reference(DirectBuffer from, int offset, int length) {
        if (length > 0 && reference.capacity() == 0) {
            reference.wrap(new byte[MAX_REFERENCE]);
        }
        referenceLength = Math.min(length, MAX_REFERENCE);
        if (length == 0) {
            return;
        }
        reference.putBytes(0, from, offset, referenceLength);
    }

    /** Whether this ranks before {@code other}: earlier step, higher value, less recently served, lower order id. */
    boolean before(Bid other) {
        if (step != other.step) {
            return step < other.step;
        }
        long value = valueMicros();
        long otherValue = other.valueMicros();
        return value == otherValue ? winsTie(other) : value > otherValue;
    }

    /** What it is ranked by: its price, by chance. */
    long valueMicros() {
        return byChance(bidMicros);
    }

    /** What it can come to at most, while it is out. */
    long mostMicros() {
        return byChance(maxMicros);
    }

    private long byChance(long micros) {
        return chanceMicros == CERTAIN
                ? micros
                : micros / CERTAIN * chanceMicros + micros % CERTAIN * chanceMicros / CERTAIN;
    }

    /** Whether this goes before {@code other} at the same step and price. */
    boolean winsTie(Bid other) {
        return served != other.served ? served < other.served : orderId < other.orderId;
    }

    /** Whether some delivery of this bid is not settled yet. */
    boolean delivering() {
        return sale == SaleState.DELIVERING || sale == SaleState.UNKNOWN;
    }

    void writeState(StateWriter out) {
        out.putInt(orderId);
        out.putInt(buyerId);
        out.putInt(step);
        out.putLong(served);
        out.putInt(chanceMicros);
        out.putLong(bidMicros);
        out.putLong(maxMicros);
        out.putLong(priceMicros);
        out.putLong(payoutMicros);
        out.putInt(latencyMicros);
        out.putInt(outcome.value());
        out.putBoolean(asked);
        out.putBoolean(held);
        out.putLong(heldMicros);
        out.putBoolean(barred);
        out.putInt(sale == null ? -1 : sale.value());
        out.putLong(markedMicros);
        out.putInt(attempt);
        out.putLong(dueMicros);
        out.putBytes(reference, 0, referenceLength);
        out.putBoolean(answered);
        out.putLong(answeredMicros);
        out.putBoolean(free);
        out.putInt(billableSeconds);
        out.putBytes(destination, 0, destinationLength);
    }

    void readState(StateReader in) {
        set(in.getInt(), in.getInt(), in.getInt(), in.getLong(), Outcome.PENDING);
        chanceMicros = in.getInt();
        bidMicros = in.getLong();
        maxMicros = in.getLong();
        priceMicros = in.getLong();
        payoutMicros = in.getLong();
        latencyMicros = in.getInt();
        outcome = Outcome.get((short) in.getInt());
        asked = in.getBoolean();
        held = in.getBoolean();
        heldMicros = in.getLong();
        barred = in.getBoolean();
        int state = in.getInt();
        sale = state < 0 ? null : SaleState.get((short) state);
        markedMicros = in.getLong();
        attempt = in.getInt();
        dueMicros = in.getLong();
        if (reference.capacity() == 0) {
            reference.wrap(new byte[MAX_REFERENCE]);
        }
        referenceLength = in.getBytes(reference);
        answered = in.getBoolean();
        answeredMicros = in.getLong();
        free = in.getBoolean();
        billableSeconds = in.getInt();
        if (destination.capacity() == 0) {
            destination.wrap(new byte[MAX_DESTINATION]);
        }
        destinationLength = in.getBytes(destination);
    }
}

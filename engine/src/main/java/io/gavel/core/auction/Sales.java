package io.gavel.core.auction;

import io.gavel.core.memory.BySequence;
import io.gavel.core.memory.History;
import io.gavel.message.SaleState;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;

/**
 * The memory of sales, for as long as a lead may be returned: about a hundred bytes each, oldest forgotten first. The sales of
 * one lead are chained, the latest is found by the lead's id.
 */
final class Sales {
    /** How long a buyer may give a lead back. */
    static final long LIFE_MICROS = 30L * 86_400 * 1_000_000;

    private static final int LIMIT = 1 << 23;

    private static final int LEAD = 0;
    private static final int PING = 1;
    private static final int REF = 2;
    private static final int PRICE = 3;
    private static final int PAYOUT = 4;
    private static final int SOLD = 5;
    private static final int BUYING = 6;
    private static final int SELLING = 7;
    private static final int PREVIOUS = 8;
    private static final int TEXTS_AT = 9;
    private static final int REST = 10;
    /** Since when its caps are taken. */
    private static final int RESERVED = 11;

    /** In the last cell: a return waits. */
    private static final long ASKED = 1L << 62;
    /** There: what nobody decides goes back to the buyer. */
    private static final long RELEASES = 1L << 61;

    private final History history = new History(12);
    private final Texts texts = new Texts();
    private final BySequence latest = new BySequence();

    void add(Auction auction, Bid bid, long nowMicros) {
        add(auction, bid, SaleState.ACCEPTED, nowMicros);
    }

    /** A sale whose money is held until somebody decides; {@code releases}: or goes back if nobody does. */
    void hold(Auction auction, Bid bid, boolean releases, long nowMicros) {
        add(auction, bid, SaleState.UNKNOWN, nowMicros);
        long sale = history.end() - 1;
        history.set(sale, REST, history.get(sale, REST) | (releases ? RELEASES : 0));
    }

    private void add(Auction auction, Bid bid, SaleState state, long nowMicros) {
        forget(nowMicros);
        long sale = history.append();
        history.set(sale, LEAD, auction.leadId);
        history.set(sale, PING, auction.pingId);
        history.set(sale, REF, auction.leadRef);
        history.set(sale, PRICE, bid.priceMicros);
        history.set(sale, PAYOUT, bid.payoutMicros);
        history.set(sale, SOLD, nowMicros);
        history.set(sale, BUYING, History.pair(bid.buyerId, bid.orderId));
        history.set(sale, SELLING, History.pair(auction.sellerId, auction.campaignId));
        history.set(sale, PREVIOUS, latest.put(auction.leadId, sale));
        history.set(sale, TEXTS_AT, texts.append(auction.ping, auction.textsAt, auction.textsLength));
        long lengths = ((long) auction.sourceLength << 20) | auction.textsLength;
        history.set(sale, REST, (lengths << 16) | ((auction.flags & 0xff) << 8) | state.value());
        history.set(sale, RESERVED, bid.heldMicros);
    }

    /** The latest sale of a lead, or -1 if there is none (any more). */
    long latest(long leadId) {
        return latest.get(leadId);
    }

    /** The sale of the same lead before this one, or -1. */
    long previous(long sale) {
        long previous = history.get(sale, PREVIOUS);
        return history.has(previous) ? previous : -1;
    }

    void returned(long sale) {
        state(sale, SaleState.RETURNED);
    }

    /** Whether its money is held until somebody decides. */
    boolean isHeld(long sale) {
        return state(sale) == SaleState.UNKNOWN;
    }

    /** Whether it was held and nobody paid for it. */
    boolean isRejected(long sale) {
        return state(sale) == SaleState.REFUSED;
    }

    boolean releases(long sale) {
        return (history.get(sale, REST) & RELEASES) != 0;
    }

    /** Of a held sale: from now on it is sold, or it never was. */
    void decided(long sale, boolean approved, long nowMicros) {
        state(sale, approved ? SaleState.ACCEPTED : SaleState.REFUSED);
        if (approved) {
            history.set(sale, SOLD, nowMicros);
        }
    }

    private void state(long sale, SaleState state) {
        history.set(sale, REST, (history.get(sale, REST) & ~0xff) | state.value());
    }

    /** Whether a return of this sale waits for an operator. */
    boolean isAsked(long sale) {
        return (history.get(sale, REST) & ASKED) != 0;
    }

    void asked(long sale, boolean asked) {
        history.set(sale, REST, (history.get(sale, REST) & ~ASKED) | (asked ? ASKED : 0));
    }

    SaleState state(long sale) {
        return SaleState.get((short) (history.get(sale, REST) & 0xff));
    }

    long leadId(long sale) {
        return history.get(sale, LEAD);
    }

    long pingId(long sale) {
        return history.get(sale, PING);
    }

    long leadRef(long sale) {
        return history.get(sale, REF);
    }

    long priceMicros(long sale) {
        return history.get(sale, PRICE);
    }

    long payoutMicros(long sale) {
        return history.get(sale, PAYOUT);
    }

    long soldMicros(long sale) {
        return history.get(sale, SOLD);
    }

    long reservedMicros(long sale) {
        return history.get(sale, RESERVED);
    }

    int buyerId(long sale) {
        return (int) (history.get(sale, BUYING) >> 32);
    }

    int orderId(long sale) {
        return (int) history.get(sale, BUYING);
    }

    int sellerId(long sale) {
        return (int) (history.get(sale, SELLING) >> 32);
    }

    int campaignId(long sale) {
        return (int) history.get(sale, SELLING);
    }

    byte flags(long sale) {
        return (byte) (history.get(sale, REST) >> 8);
    }

    DirectBuffer texts() {
        return texts.bytes();
    }

    int textsAt(long sale) {
        return texts.at(history.get(sale, TEXTS_AT));
    }

    int textsLength(long sale) {
        return (int) (history.get(sale, REST) >> 16) & 0xfffff;
    }

    int sourceLength(long sale) {
        return (int) (history.get(sale, REST) >> 36) & 0xffff;
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return history.footprint() + texts.footprint() + latest.footprint();
    }

    void writeState(StateWriter out) {
        history.writeState(out);
        texts.writeState(out);
    }

    void readState(StateReader in) {
        history.readState(in);
        texts.readState(in);
        latest.clear();
        for (long sale = history.start(); sale < history.end(); sale++) {
            latest.put(leadId(sale), sale);
        }
    }

    private void forget(long nowMicros) {
        for (int i = 0; i < 4 && history.size() > 0 && old(nowMicros); i++) {
            long sale = history.start();
            if (latest.get(leadId(sale)) == sale) {
                latest.remove(leadId(sale));
            }
            history.forget();
            texts.forget(history.size() == 0 ? texts.end() : history.get(history.start(), TEXTS_AT));
        }
    }

    /** What is held is not forgotten. */
    private boolean old(long nowMicros) {
        boolean held = isHeld(history.start());
        return !held && (history.size() >= LIMIT || nowMicros - history.get(history.start(), SOLD) > LIFE_MICROS);
    }
}

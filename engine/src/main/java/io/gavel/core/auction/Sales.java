package io.gavel.core.auction;

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

    /** In the last cell: a return waits. */
    private static final long ASKED = 1L << 62;

    private final History history = new History(11);
    private final Texts texts = new Texts();
    private final BySequence latest = new BySequence();

    void add(Auction auction, Bid bid, long nowMicros) {
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
        history.set(sale, REST, (lengths << 16) | ((auction.flags & 0xff) << 8) | SaleState.ACCEPTED.value());
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
        history.set(sale, REST, (history.get(sale, REST) & ~0xff) | SaleState.RETURNED.value());
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

    private boolean old(long nowMicros) {
        return history.size() >= LIMIT || nowMicros - history.get(history.start(), SOLD) > LIFE_MICROS;
    }
}

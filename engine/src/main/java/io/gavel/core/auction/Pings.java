package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.Reason;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;

/**
 * The memory of pings: what a post of a ping that is over is answered. Kept for an hour, a million at most; what is forgotten
 * is answered {@code not_found}. Ids ascend, so a ping is found by bisection.
 */
final class Pings {
    /** The award is still open, or bids are out. */
    static final int OPEN = -1;

    private static final long LIFE_MICROS = 3_600_000_000L;
    private static final int LIMIT = 1 << 20;
    private static final int TOGETHER = 16;

    private static final int ID = 0;
    private static final int RECEIVED = 1;
    private static final int PARTIES = 2;
    private static final int LEAD = 3;
    private static final int TEXTS_AT = 4;
    private static final int REST = 5;

    private final History history = new History(6);
    private final Texts texts = new Texts();

    /** Remembers a ping as open and returns its record. */
    long add(Auction auction) {
        forget(auction.receivedMicros);
        long record = history.append();
        history.set(record, ID, auction.pingId);
        history.set(record, RECEIVED, auction.receivedMicros);
        history.set(record, PARTIES, History.pair(auction.sellerId, auction.campaignId));
        history.set(record, TEXTS_AT, texts.append(auction.ping, auction.textsAt, auction.textsLength));
        history.set(record, REST, ((long) auction.textsLength << 16) | ((auction.flags & 0xff) << 8) | (OPEN & 0xff));
        return record;
    }

    /** The record of a ping, or -1 if it is not known (any more). */
    long find(long pingId) {
        long record = history.firstAtLeast(ID, pingId);
        return record < history.end() && history.get(record, ID) == pingId ? record : -1;
    }

    /** Whether a record is there: a lead may be on its way for longer than its ping is remembered. */
    boolean has(long record) {
        return history.has(record);
    }

    /** The ping is over: how. {@link Reason#NONE} if it was sold. */
    void over(long record, Reason reason) {
        if (history.has(record)) {
            history.set(record, REST, (history.get(record, REST) & ~0xff) | reason.code());
        }
    }

    void posted(long record, long leadId) {
        if (history.has(record)) {
            history.set(record, LEAD, leadId);
        }
    }

    /** The code of the reason why it is over, or {@link #OPEN}. */
    int reason(long record) {
        return (byte) history.get(record, REST);
    }

    /** The lead that redeemed the ping, 0 if there is none. */
    long leadId(long record) {
        return history.get(record, LEAD);
    }

    int sellerId(long record) {
        return (int) (history.get(record, PARTIES) >> 32);
    }

    int campaignId(long record) {
        return (int) history.get(record, PARTIES);
    }

    byte flags(long record) {
        return (byte) (history.get(record, REST) >> 8);
    }

    DirectBuffer texts() {
        return texts.bytes();
    }

    int textsAt(long record) {
        return texts.at(history.get(record, TEXTS_AT));
    }

    int textsLength(long record) {
        return (int) (history.get(record, REST) >> 16);
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return history.footprint() + texts.footprint();
    }

    void writeState(StateWriter out) {
        history.writeState(out);
        texts.writeState(out);
    }

    void readState(StateReader in) {
        history.readState(in);
        texts.readState(in);
    }

    /** Some at once, so that few of those that are old are looked at; at most a few times, so that no ping pays for an hour's silence. */
    private void forget(long nowMicros) {
        if (history.end() % TOGETHER != 0) {
            return;
        }
        for (int i = 0; i < 4 && history.size() > TOGETHER && old(nowMicros); i++) {
            for (int record = 0; record < TOGETHER; record++) {
                history.forget();
            }
            texts.forget(history.get(history.start(), TEXTS_AT));
        }
    }

    /** Whether the next that are to be forgotten together all are old. */
    private boolean old(long nowMicros) {
        long last = history.start() + TOGETHER - 1;
        return history.size() >= LIMIT || nowMicros - history.get(last, RECEIVED) > LIFE_MICROS;
    }
}

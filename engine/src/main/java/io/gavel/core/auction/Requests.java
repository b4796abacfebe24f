package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.collections.Long2LongHashMap;

/**
 * The memory of request keys (owner and Idempotency-Key): what came of a request, so that it is not done twice. Kept for a day,
 * a million at most.
 */
final class Requests {
    private static final long LIFE_MICROS = 86_400_000_000L;
    private static final int LIMIT = 1 << 20;

    private static final int KEY = 0;
    private static final int MADE = 1;
    private static final int PING = 2;
    private static final int LEAD = 3;

    private final History history = new History(4);
    private final Long2LongHashMap byKey = new Long2LongHashMap(-1);

    /** The record of what a key was used for, or -1. */
    long find(long requestKey) {
        return requestKey == 0 ? -1 : byKey.get(requestKey);
    }

    /** Remembers what a key was used for: a ping, a ping's lead, or (0, 0) something that is done. */
    void add(long requestKey, long pingId, long leadId, long nowMicros) {
        if (requestKey == 0) {
            return;
        }
        forget(nowMicros);
        long record = history.append();
        history.set(record, KEY, requestKey);
        history.set(record, MADE, nowMicros);
        history.set(record, PING, pingId);
        history.set(record, LEAD, leadId);
        byKey.put(requestKey, record);
    }

    long pingId(long record) {
        return history.get(record, PING);
    }

    long leadId(long record) {
        return history.get(record, LEAD);
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return history.footprint() + History.footprint(byKey);
    }

    void writeState(StateWriter out) {
        history.writeState(out);
    }

    void readState(StateReader in) {
        history.readState(in);
        byKey.clear();
        for (long record = history.start(); record < history.end(); record++) {
            byKey.put(history.get(record, KEY), record);
        }
    }

    private void forget(long nowMicros) {
        for (int i = 0; i < 4 && history.size() > 0 && old(nowMicros); i++) {
            long key = history.get(history.start(), KEY);
            if (byKey.get(key) == history.start()) {
                byKey.remove(key);
            }
            history.forget();
        }
    }

    private boolean old(long nowMicros) {
        return history.size() >= LIMIT || nowMicros - history.get(history.start(), MADE) > LIFE_MICROS;
    }
}

package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.Coding;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * Who was sold where, and when: the marks that make a person a duplicate within a campaign's or an order's window. A mark is
 * kept for the window that held when it was made. Marks of equal windows leave in the order in which they came, so each
 * window has its own queue.
 */
final class Duplicates {
    private static final int KEY = 0;
    private static final int MARKED = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private final Long2LongHashMap markedAt = new Long2LongHashMap(NEVER);
    private long[] windows = new long[0];
    private History[] queues = new History[0];

    /** The key of a person in a campaign or order; {@code scope} is {@link #campaign} or {@link #order}. */
    static long key(long scope, int fieldId, long personKey) {
        return Coding.combine(Coding.combine(scope, fieldId), personKey);
    }

    static long campaign(int campaignId) {
        return History.pair(1, campaignId);
    }

    static long order(int orderId) {
        return History.pair(2, orderId);
    }

    boolean seen(long key, long windowMicros, long nowMicros) {
        long at = markedAt.get(key);
        return at != NEVER && nowMicros - at < windowMicros;
    }

    void mark(long key, long windowMicros, long nowMicros) {
        History queue = queue(windowMicros);
        forget(queue, windowMicros, nowMicros);
        if (markedAt.put(key, nowMicros) == nowMicros) {
            return;
        }
        long record = queue.append();
        queue.set(record, KEY, key);
        queue.set(record, MARKED, nowMicros);
    }

    /** Takes back a mark made at {@code markedMicros}; a later one stays. */
    void unmark(long key, long markedMicros) {
        if (markedAt.get(key) == markedMicros) {
            markedAt.remove(key);
        }
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        long sum = History.footprint(markedAt);
        for (History queue : queues) {
            sum += queue.footprint();
        }
        return sum;
    }

    void writeState(StateWriter out) {
        out.putInt(windows.length);
        for (int i = 0; i < windows.length; i++) {
            out.putLong(windows[i]);
            queues[i].writeState(out);
            for (long record = queues[i].start(); record < queues[i].end(); record++) {
                out.putBoolean(stands(queues[i], record));
            }
        }
    }

    void readState(StateReader in) {
        markedAt.clear();
        windows = new long[in.getInt()];
        queues = new History[windows.length];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = in.getLong();
            queues[i] = new History(2);
            queues[i].readState(in);
            for (long record = queues[i].start(); record < queues[i].end(); record++) {
                if (in.getBoolean()) {
                    markedAt.put(queues[i].get(record, KEY), queues[i].get(record, MARKED));
                }
            }
        }
    }

    private void forget(History queue, long windowMicros, long nowMicros) {
        for (int i = 0; i < 4 && queue.size() > 0; i++) {
            long oldest = queue.start();
            if (nowMicros - queue.get(oldest, MARKED) < windowMicros) {
                return;
            }
            if (stands(queue, oldest)) {
                markedAt.remove(queue.get(oldest, KEY));
            }
            queue.forget();
        }
    }

    private boolean stands(History queue, long record) {
        return markedAt.get(queue.get(record, KEY)) == queue.get(record, MARKED);
    }

    private History queue(long windowMicros) {
        for (int i = 0; i < windows.length; i++) {
            if (windows[i] == windowMicros) {
                return queues[i];
            }
        }
        int length = windows.length;
        windows = Arrays.copyOf(windows, length + 1);
        queues = Arrays.copyOf(queues, length + 1);
        windows[length] = windowMicros;
        queues[length] = new History(2);
        return queues[length];
    }
}

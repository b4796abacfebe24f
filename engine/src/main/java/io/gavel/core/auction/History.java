package io.gavel.core.auction;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;

/**
 * A memory of records of equal width, first in, first out: appended at the end, forgotten at the front. A record keeps its
 * number for ever, so others may remember it. Grows by doubling; allocates only then.
 */
final class History {
    private final int width;
    private long[] cells;
    private int mask = 63;
    private long head;
    private long tail;

    History(int width) {
        this.width = width;
        this.cells = new long[64 * width];
    }

    /** Two numbers in one cell. */
    static long pair(int high, int low) {
        return ((long) high << 32) | (low & 0xffffffffL);
    }

    /** Appends a record of zeros and returns its number. */
    long append() {
        if (tail - head > mask) {
            grow();
        }
        int at = at(tail);
        Arrays.fill(cells, at, at + width, 0);
        return tail++;
    }

    /** Forgets the oldest record. */
    void forget() {
        head++;
    }

    /** The number of the oldest record; {@link #end()} if there is none. */
    long start() {
        return head;
    }

    /** One more than the newest record's number. */
    long end() {
        return tail;
    }

    boolean has(long record) {
        return record >= head && record < tail;
    }

    int size() {
        return (int) (tail - head);
    }

    long get(long record, int column) {
        return cells[at(record) + column];
    }

    void set(long record, int column, long value) {
        cells[at(record) + column] = value;
    }

    /** The first record whose {@code column} is at least {@code value}; that column must ascend. {@link #end()} if none. */
    long firstAtLeast(int column, long value) {
        long low = head;
        long high = tail;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle, column) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void writeState(StateWriter out) {
        out.putLong(head);
        out.putLong(tail);
        for (long record = head; record < tail; record++) {
            int at = at(record);
            for (int i = 0; i < width; i++) {
                out.putLong(cells[at + i]);
            }
        }
    }

    void readState(StateReader in) {
        head = in.getLong();
        tail = in.getLong();
        int capacity = 64;
        while (capacity < size()) {
            capacity *= 2;
        }
        cells = new long[capacity * width];
        mask = capacity - 1;
        for (long record = head; record < tail; record++) {
            int at = at(record);
            for (int i = 0; i < width; i++) {
                cells[at + i] = in.getLong();
            }
        }
    }

    private int at(long record) {
        return (int) (record & mask) * width;
    }

    private void grow() {
        int capacity = 2 * (mask + 1);
        long[] larger = new long[capacity * width];
        for (long record = head; record < tail; record++) {
            System.arraycopy(cells, at(record), larger, (int) (record & (capacity - 1)) * width, width);
        }
        cells = larger;
        mask = capacity - 1;
    }
}

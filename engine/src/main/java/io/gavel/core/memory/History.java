package io.gavel.core.memory;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;

/**
 * A memory of records of equal width, first in, first out: appended at the end, forgotten at the front. A record keeps its
 * number for ever, so others may remember it. Grows by doubling; allocates only then. The line's thread.
 */
public final class History {
    private final int width;
    private long[] cells;
    private int mask = 63;
    private long head;
    private long tail;

    /** {@code width}: numbers in a record. */
    public History(int width) {
        this.width = width;
        this.cells = new long[64 * width];
    }

    /** Two numbers in one cell. */
    public static long pair(int high, int low) {
        return ((long) high << 32) | (low & 0xffffffffL);
    }

    /** Appends a record of zeros and returns its number. */
    public long append() {
        if (tail - head > mask) {
            grow();
        }
        int at = at(tail);
        Arrays.fill(cells, at, at + width, 0);
        return tail++;
    }

    /** Forgets the oldest record. */
    public void forget() {
        head++;
    }

    /** The number of the oldest record; {@link #end()} if there is none. */
    public long start() {
        return head;
    }

    /** One more than the newest record's number. */
    public long end() {
        return tail;
    }

    /** Whether a record is there: not yet forgotten. */
    public boolean has(long record) {
        return record >= head && record < tail;
    }

    /** Records that are there. */
    public int size() {
        return (int) (tail - head);
    }

    /** One cell of a record that is there. */
    public long get(long record, int column) {
        return cells[at(record) + column];
    }

    /** Sets one cell of a record that is there. */
    public void set(long record, int column, long value) {
        cells[at(record) + column] = value;
    }

    /** The first record whose {@code column} is at least {@code value}; that column must ascend. {@link #end()} if none. */
    public long firstAtLeast(int column, long value) {
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

    /** Every cell, in order. */
    public void writeState(StateWriter out) {
        out.putLong(head);
        out.putLong(tail);
        for (long record = head; record < tail; record++) {
            int at = at(record);
            for (int i = 0; i < width; i++) {
                out.putLong(cells[at + i]);
            }
        }
    }

    /** Replaces all that is here by what {@link #writeState} wrote. */
    public void readState(StateReader in) {
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

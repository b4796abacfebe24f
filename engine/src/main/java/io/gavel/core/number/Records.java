package io.gavel.core.number;

import java.util.Arrays;

/** Records of equal width, first in, first out; each keeps its number for ever. Grows by doubling, allocates only then. */
final class Records {
    private final int width;
    private long[] cells;
    private int mask = 63;
    private long head;
    private long tail;

    Records(int width) {
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

    /** Forgets the oldest. */
    void forget() {
        head++;
    }

    /** The number of the oldest. */
    long start() {
        return head;
    }

    /** One more than the newest's number. */
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

package io.gavel.core.memory;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * A memory of records of equal width, first in, first out: appended at the end, forgotten at the front. A record keeps its
 * number for ever, so others may remember it. Lies in pages, so that growing moves nothing and what was forgotten is given
 * back; one page that was left is kept for the next that is begun, so at a steady size nothing is allocated. The line's thread.
 */
public final class History {
    private static final int PAGE_BITS = 8;
    private static final int IN_PAGE = (1 << PAGE_BITS) - 1;
    private static final int FIRST_PAGES = 4;
    private static final long[] NOTHING = {};

    private final int width;
    /** A ring, as long as a power of two. */
    private long[][] pages = empty(FIRST_PAGES);

    private int mask = FIRST_PAGES - 1;
    private long[] spare = NOTHING;
    private long head;
    private long tail;

    /** {@code width}: numbers in a record. */
    public History(int width) {
        this.width = width;
    }

    /** Two numbers in one cell. */
    public static long pair(int high, int low) {
        return ((long) high << 32) | (low & 0xffffffffL);
    }

    /** Appends a record of zeros and returns its number. */
    public long append() {
        long[] page = room(tail);
        int at = at(tail);
        Arrays.fill(page, at, at + width, 0);
        return tail++;
    }

    /** Forgets the oldest record. */
    public void forget() {
        int place = place(head++);
        if (place(head) != place || head == tail) {
            spare = pages[place];
            pages[place] = NOTHING;
        }
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
        return page(record)[at(record) + column];
    }

    /** Sets one cell of a record that is there. */
    public void set(long record, int column, long value) {
        page(record)[at(record) + column] = value;
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

    /** Bytes of memory that its records take. Any thread, of a moment ago. */
    public long footprint() {
        long first = head >>> PAGE_BITS;
        long end = (tail + IN_PAGE) >>> PAGE_BITS;
        return Math.max(0, end - first) * (width << PAGE_BITS) * Long.BYTES;
    }

    /** Bytes of memory that a map of records' numbers takes. Any thread, of a moment ago. */
    public static long footprint(Long2LongHashMap map) {
        return 2L * map.capacity() * Long.BYTES;
    }

    /** Every cell, in order. */
    public void writeState(StateWriter out) {
        out.putLong(head);
        out.putLong(tail);
        for (long record = head; record < tail; record++) {
            for (int i = 0; i < width; i++) {
                out.putLong(get(record, i));
            }
        }
    }

    /** Replaces all that is here by what {@link #writeState} wrote. */
    public void readState(StateReader in) {
        pages = empty(FIRST_PAGES);
        mask = FIRST_PAGES - 1;
        head = in.getLong();
        tail = head;
        long end = in.getLong();
        while (tail < end) {
            long record = append();
            for (int i = 0; i < width; i++) {
                set(record, i, in.getLong());
            }
        }
    }

    private long[] page(long record) {
        return pages[place(record)];
    }

    private int place(long record) {
        return (int) (record >>> PAGE_BITS) & mask;
    }

    private int at(long record) {
        return ((int) record & IN_PAGE) * width;
    }

    /** The page in which a record is to lie that is not there yet. */
    private long[] room(long record) {
        if ((record >>> PAGE_BITS) - (head >>> PAGE_BITS) > mask) {
            grow();
        }
        int place = place(record);
        long[] page = pages[place];
        if (page.length == 0) {
            page = spare.length == 0 ? new long[width << PAGE_BITS] : spare;
            spare = NOTHING;
            pages[place] = page;
        }
        return page;
    }

    private static long[][] empty(int pages) {
        long[][] none = new long[pages][];
        Arrays.fill(none, NOTHING);
        return none;
    }

    private void grow() {
        int before = mask;
        long[][] smaller = pages;
        pages = empty(2 * smaller.length);
        mask = pages.length - 1;
        for (long page = head >>> PAGE_BITS; page <= (tail - 1) >>> PAGE_BITS; page++) {
            pages[(int) page & mask] = smaller[(int) page & before];
        }
    }
}

package io.gavel.core.market;

import java.util.Arrays;
import java.util.Objects;

/**
 * Orders that take a ping: best price first, ties least recently served first, then lowest id. Keeps numbers, because storing one
 * is cheaper to the garbage collector than storing a reference, and because of most orders nobody wants to know more. Reusable;
 * allocates only while it grows. Core thread.
 */
public final class OrderList {
    static final int RANK = 0;
    static final int SERVED = 1;
    /** Order and buyer. */
    static final int PARTY = 2;

    static final int CHOOSY = 3;
    static final int WIDTH = 4;

    private static final Entities<Order> NOBODY = new Entities<>();
    private static final int FIRST = 16;
    private static final long[] NOTHING = {};

    private Entities<Order> known = NOBODY;
    private long[] cells = NOTHING;
    private int size;

    public int size() {
        return size;
    }

    public Order get(int i) {
        return Objects.requireNonNull(known.get(id(i)));
    }

    public int id(int i) {
        return (int) (cells[i * WIDTH + PARTY] >> 32);
    }

    public int buyerId(int i) {
        return (int) cells[i * WIDTH + PARTY];
    }

    /** The buyer's id in the upper half, the order's in the lower. */
    public long buyerAndOrder(int i) {
        return Long.rotateLeft(cells[i * WIDTH + PARTY], Integer.SIZE);
    }

    /** The fixed price, or the most that it will bid. */
    public long rankMicros(int i) {
        return cells[i * WIDTH + RANK];
    }

    public long lastServed(int i) {
        return cells[i * WIDTH + SERVED];
    }

    /** Whether there are persons whom the order does not take because it has bought them before. */
    public boolean isChoosy(int i) {
        return cells[i * WIDTH + CHOOSY] != 0;
    }

    /** Whether any of them is. */
    public boolean anyChoosy() {
        long any = 0;
        for (int i = 0; i < size; i++) {
            any |= cells[i * WIDTH + CHOOSY];
        }
        return any != 0;
    }

    /** What a list needs to know of an order. */
    static void set(long[] cells, int at, Order order, long rankMicros) {
        cells[at + RANK] = rankMicros;
        cells[at + SERVED] = order.lastServed;
        cells[at + PARTY] = ((long) order.id() << 32) | (order.buyerId() & 0xffffffffL);
        cells[at + CHOOSY] = order.duplicateSeconds() > 0 && order.duplicateFields() > 0 ? 1 : 0;
    }

    /** Empties it, for orders that are {@code known} there. */
    void begin(Entities<Order> known) {
        if (this.known != known) {
            this.known = known;
        }
        size = 0;
    }

    /** Drops what came so far. */
    void clear() {
        size = 0;
    }

    /** Whether an order of this rank could still come in. */
    boolean wants(long rankMicros, int limit) {
        return size < limit || (limit > 0 && rankMicros >= cells[(size - 1) * WIDTH]);
    }

    /** Puts the order of a leaf's cells in its place; beyond {@code limit} the last falls out. */
    void offer(long[] from, int offset, int limit) {
        if (size < limit) {
            room();
        } else if (limit == 0 || !before(from, offset, cells, (limit - 1) * WIDTH)) {
            return;
        }
        int at = (size - 1) * WIDTH;
        while (at > 0 && before(from, offset, cells, at - WIDTH)) {
            copy(cells, at - WIDTH, at);
            at -= WIDTH;
        }
        copy(from, offset, at);
    }

    /** Offers those of a leaf's orders whose bits these are, the best first. Nearly always each comes after all that are in already. */
    void offerSorted(long[] from, long bits, int limit) {
        long last = size == 0 ? Long.MAX_VALUE : cells[(size - 1) * WIDTH];
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int offset = Long.numberOfTrailingZeros(rest) * WIDTH;
            long rank = from[offset];
            if (rank >= last) {
                offer(from, offset, limit);
            } else if (size < limit) {
                copy(from, offset, room());
                last = rank;
            } else {
                return;
            }
        }
    }

    /** Appends; {@link #sort} follows. */
    void add(long[] from, int offset) {
        copy(from, offset, room());
    }

    /** Heap sort: nothing is allocated, and many equal prices do no harm. The cells behind the last hold what is being moved. */
    void sort() {
        int spare = room();
        size--;
        for (int i = size / 2 - 1; i >= 0; i--) {
            copy(cells, i * WIDTH, spare);
            sink(spare, i, size);
        }
        for (int end = size - 1; end > 0; end--) {
            copy(cells, end * WIDTH, spare);
            copy(cells, 0, end * WIDTH);
            sink(spare, 0, end);
        }
    }

    private void sink(int moved, int from, int end) {
        int at = from;
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && before(cells, child * WIDTH, cells, (child + 1) * WIDTH)) {
                child++;
            }
            if (!before(cells, moved, cells, child * WIDTH)) {
                break;
            }
            copy(cells, child * WIDTH, at * WIDTH);
            at = child;
        }
        copy(cells, moved, at * WIDTH);
    }

    /** Room for one more; returns where its cells are. */
    private int room() {
        if (size * WIDTH == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(FIRST * WIDTH, cells.length * 2));
        }
        return size++ * WIDTH;
    }

    private void copy(long[] from, int offset, int at) {
        cells[at] = from[offset];
        cells[at + SERVED] = from[offset + SERVED];
        cells[at + PARTY] = from[offset + PARTY];
        cells[at + CHOOSY] = from[offset + CHOOSY];
    }

    private static boolean before(long[] a, int at, long[] b, int other) {
        if (a[at] != b[other]) {
            return a[at] > b[other];
        }
        return a[at + SERVED] != b[other + SERVED]
                ? a[at + SERVED] < b[other + SERVED]
                : a[at + PARTY] >> 32 < b[other + PARTY] >> 32;
    }
}

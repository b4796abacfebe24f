package io.gavel.core.market;

import java.util.Arrays;

/**
 * Orders that take a ping: best price first, ties least recently served first, then lowest id. Reusable; allocates only while
 * it grows. Core thread.
 */
public final class OrderList {
    private Order[] orders = new Order[64];
    private long[] ranks = new long[64];
    private int size;

    public int size() {
        return size;
    }

    public Order get(int i) {
        return orders[i];
    }

    public int id(int i) {
        return orders[i].id();
    }

    public void clear() {
        size = 0;
    }

    /** Whether an order of this rank could still come in. */
    boolean wants(long rankMicros, int limit) {
        return size < limit || (limit > 0 && rankMicros >= ranks[size - 1]);
    }

    /** Puts an order in its place; beyond {@code limit} the last falls out. */
    void offer(Order order, long rankMicros, int limit) {
        int at = size;
        while (at > 0 && before(rankMicros, order, at - 1)) {
            at--;
        }
        if (at >= limit) {
            return;
        }
        int last = size < limit ? room() : size - 1;
        System.arraycopy(orders, at, orders, at + 1, last - at);
        System.arraycopy(ranks, at, ranks, at + 1, last - at);
        orders[at] = order;
        ranks[at] = rankMicros;
    }

    /** Appends; {@link #sort} follows. */
    void add(Order order, long rankMicros) {
        int at = room();
        orders[at] = order;
        ranks[at] = rankMicros;
    }

    /** Heap sort: nothing is allocated, and many equal prices do no harm. */
    void sort() {
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, size);
        }
        for (int end = size - 1; end > 0; end--) {
            Order last = orders[end];
            long lastRank = ranks[end];
            orders[end] = orders[0];
            ranks[end] = ranks[0];
            orders[0] = last;
            ranks[0] = lastRank;
            sink(0, end);
        }
    }

    private void sink(int from, int end) {
        Order order = orders[from];
        long rank = ranks[from];
        int at = from;
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && before(ranks[child], orders[child], child + 1)) {
                child++;
            }
            if (!before(rank, order, child)) {
                break;
            }
            orders[at] = orders[child];
            ranks[at] = ranks[child];
            at = child;
        }
        orders[at] = order;
        ranks[at] = rank;
    }

    private int room() {
        if (size == orders.length) {
            orders = Arrays.copyOf(orders, size * 2);
            ranks = Arrays.copyOf(ranks, size * 2);
        }
        return size++;
    }

    private boolean before(long rankMicros, Order order, int at) {
        if (rankMicros != ranks[at]) {
            return rankMicros > ranks[at];
        }
        Order other = orders[at];
        return order.lastServed != other.lastServed ? order.lastServed < other.lastServed : order.id() < other.id();
    }
}

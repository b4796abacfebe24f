package io.gavel.core.market;

import java.util.Arrays;

/**
 * Orders that take a ping: best price first, ties least recently served first, then lowest id. Reusable; allocates only while
 * it grows. Core thread.
 */
public final class OrderList {
    private Order[] orders = new Order[64];
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

    /** Puts an order in its place; beyond {@code limit} the last falls out. */
    void offer(Order order, int limit) {
        if (size >= limit && (limit <= 0 || !before(order, orders[size - 1]))) {
            return;
        }
        int at = size == limit ? size - 1 : room();
        while (at > 0 && before(order, orders[at - 1])) {
            orders[at] = orders[at - 1];
            at--;
        }
        orders[at] = order;
    }

    /** Appends; {@link #sort} follows. */
    void add(Order order) {
        orders[room()] = order;
    }

    /** Heap sort: nothing is allocated, and many equal prices do no harm. */
    void sort() {
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, size);
        }
        for (int end = size - 1; end > 0; end--) {
            Order last = orders[end];
            orders[end] = orders[0];
            orders[0] = last;
            sink(0, end);
        }
    }

    private void sink(int from, int end) {
        Order order = orders[from];
        int at = from;
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && before(orders[child], orders[child + 1])) {
                child++;
            }
            if (!before(order, orders[child])) {
                break;
            }
            orders[at] = orders[child];
            at = child;
        }
        orders[at] = order;
    }

    private int room() {
        if (size == orders.length) {
            orders = Arrays.copyOf(orders, size * 2);
        }
        return size++;
    }

    private static boolean before(Order a, Order b) {
        if (a.rankMicros() != b.rankMicros()) {
            return a.rankMicros() > b.rankMicros();
        }
        return a.lastServed != b.lastServed ? a.lastServed < b.lastServed : a.id() < b.id();
    }
}

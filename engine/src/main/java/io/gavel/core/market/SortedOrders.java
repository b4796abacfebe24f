package io.gavel.core.market;

import java.util.Arrays;
import java.util.Comparator;

/** Orders in an array, kept in an order that depends on nothing but themselves. */
final class SortedOrders {
    static final Comparator<Order> BY_ID = (a, b) -> Integer.compare(a.id(), b.id());
    static final Comparator<Order> BY_NEED = (a, b) ->
            a.needMicros == b.needMicros ? Integer.compare(a.id(), b.id()) : Long.compare(a.needMicros, b.needMicros);

    private final Comparator<Order> order;
    private Order[] items = {};
    private int size;

    SortedOrders(Comparator<Order> order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    Order get(int i) {
        return items[i];
    }

    void add(Order item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(4, size + (size >> 1)));
        }
        int at = size > 0 && order.compare(items[size - 1], item) > 0 ? find(item) : size;
        System.arraycopy(items, at, items, at + 1, size - at);
        items[at] = item;
        size++;
    }

    void remove(Order item) {
        int at = find(item);
        size--;
        System.arraycopy(items, at + 1, items, at, size - at);
    }

    /** Where the item is, or belongs. */
    private int find(Order item) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(items[middle], item) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

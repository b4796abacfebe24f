package io.gavel.core.market;

import java.util.ArrayList;
import java.util.List;

/** Opening hours in a time zone, shared by all orders that have the same: one timer opens or closes them all. */
final class Schedule {
    /** What makes two schedules the same. */
    record Key(Zone zone, Hours hours) {}

    final long id;
    final Key key;
    final List<Order> orders = new ArrayList<>();
    boolean open;
    long nextMicros;

    Schedule(long id, Key key) {
        this.id = id;
        this.key = key;
    }

    void add(Order order) {
        order.scheduleAt = orders.size();
        order.schedule = this;
        orders.add(order);
    }

    void remove(Order order) {
        Order last = orders.remove(orders.size() - 1);
        if (last != order) {
            orders.set(order.scheduleAt, last);
            last.scheduleAt = order.scheduleAt;
        }
        order.schedule = null;
    }
}

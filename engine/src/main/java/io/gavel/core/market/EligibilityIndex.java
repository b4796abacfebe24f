package io.gavel.core.market;

import io.gavel.message.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which orders take a ping. */
final class EligibilityIndex {
    private final List<Order> orders = new ArrayList<>();

    void insert(Order order, @Nullable Vertical vertical) {
        orders.add(order);
    }

    void remove(Order order) {
        orders.remove(order);
    }

    void activate(Order order, boolean active) {}

    /** The best of those that ask or do not, merged into {@code out}. */
    void best(Attributes attributes, boolean asking, int limit, OrderList out) {
        for (Order order : orders) {
            if (order.asks() == asking && order.active() && order.filter.matches(attributes)) {
                out.offer(order, limit);
            }
        }
    }

    /** All, appended in no order. */
    void all(Attributes attributes, OrderList out) {
        for (Order order : orders) {
            if (order.active() && order.filter.matches(attributes)) {
                out.add(order);
            }
        }
    }

    /** All of the first tier above this priority that has one, appended in no order. */
    boolean tier(Attributes attributes, long abovePriority, OrderList out) {
        long first = Long.MAX_VALUE;
        for (Order order : orders) {
            if (order.priority() > abovePriority && order.active() && order.filter.matches(attributes)) {
                first = Math.min(first, order.priority());
            }
        }
        for (Order order : orders) {
            if (order.priority() == first && order.active() && order.filter.matches(attributes)) {
                out.add(order);
            }
        }
        return first != Long.MAX_VALUE;
    }
}

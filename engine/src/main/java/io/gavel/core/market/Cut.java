package io.gavel.core.market;

/** How many of a buyer's orders, the cheapest first, some room reaches for. */
final class Cut {
    final int bit;
    long roomMicros = Long.MAX_VALUE;
    int reach;

    /** As long as the room is from the one up to below the other, it reaches for the same orders: none need be looked at. */
    private long steadyFrom = Long.MAX_VALUE;

    private long steadyTo = Long.MIN_VALUE;

    Cut(int bit) {
        this.bit = bit;
    }

    boolean reaches(Order order) {
        return order.needMicros <= roomMicros;
    }

    boolean isSteady() {
        return roomMicros >= steadyFrom && roomMicros < steadyTo;
    }

    /** The reach is right for these orders. */
    void steady(SortedOrders orders) {
        steadyFrom = reach == 0 ? Long.MIN_VALUE : orders.get(reach - 1).needMicros;
        steadyTo = reach == orders.size() ? Long.MAX_VALUE : orders.get(reach).needMicros;
    }

    /** An order came or went. */
    void unsteady() {
        steadyTo = Long.MIN_VALUE;
    }
}

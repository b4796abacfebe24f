package io.gavel.core.market;

/** How many of a buyer's orders, the cheapest first, some room reaches for. */
final class Cut {
    final int bit;
    long roomMicros = Long.MAX_VALUE;
    int reach;

    Cut(int bit) {
        this.bit = bit;
    }

    boolean reaches(Order order) {
        return order.needMicros <= roomMicros;
    }
}

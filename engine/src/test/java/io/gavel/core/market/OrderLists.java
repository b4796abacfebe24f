package io.gavel.core.market;

import java.util.Random;

/** Fills lists of orders where no market is. */
public final class OrderLists {
    private OrderLists() {}

    /** Some orders with falling prices. */
    public static void fill(OrderList list, int count, Random random) {
        list.begin(new Entities<>());
        long price = 50_000_000;
        for (int i = 0; i < count; i++) {
            price -= random.nextInt(1_000_000);
            long[] cells = new long[OrderList.WIDTH];
            cells[OrderList.RANK] = price;
            cells[OrderList.SERVED] = random.nextInt(1_000);
            cells[OrderList.PARTY] = random.nextLong();
            list.add(cells, 0);
        }
    }
}

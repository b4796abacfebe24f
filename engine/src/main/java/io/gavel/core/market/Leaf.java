package io.gavel.core.market;

/**
 * Up to 64 orders whose ranks are neighbours: one word in every row of the index. No order of a leaf ranks below its floor, none
 * of the next ranks above it; inside, the lower bits are the better ranks, so that a walk finds the best first. A rank is a tier
 * (lower first), then a price (higher first).
 */
final class Leaf {
    static final int SIZE = 64;
    static final Leaf NOWHERE = new Leaf(new Block(new Rows(), 0));

    final Order[] orders = new Order[SIZE];
    /** What lists of orders need to know of each, side by side: most orders are looked at and not taken. */
    final long[] cells = new long[SIZE * OrderList.WIDTH];
    /** Bits that are orders. */
    long used;
    /** Bits whose filter says more than the rows do. */
    long verify;

    int floorTier = Integer.MAX_VALUE;
    long floorMicros = Long.MIN_VALUE;

    Block block;
    int index;

    Leaf(Block block) {
        this.block = block;
    }

    /** Whether a rank is below another. */
    static boolean below(int tier, long micros, int otherTier, long otherMicros) {
        return tier == otherTier ? micros < otherMicros : tier > otherTier;
    }

    boolean full() {
        return used == -1L;
    }

    /** The bits of those that do not rank below this. */
    long notBelow(int tier, long micros, boolean tiered) {
        long better = 0;
        for (long rest = used; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            better |= below(tier(bit, tiered), rank(bit), tier, micros) ? 0 : 1L << bit;
        }
        return better;
    }

    /** Takes an order in at a free bit. */
    void put(Order order, int bit, long rankMicros) {
        used |= 1L << bit;
        verify |= order.verify ? 1L << bit : 0;
        orders[bit] = order;
        OrderList.set(cells, bit * OrderList.WIDTH, order, rankMicros);
        order.leaf = this;
        order.bit = bit;
    }

    void drop(int bit) {
        used &= ~(1L << bit);
        verify &= ~(1L << bit);
    }

    /** The bits from one up to below another, of which there is one at least. */
    static long run(int from, int end) {
        return (-1L >>> (SIZE - (end - from))) << from;
    }

    /** Moves a run of bits by one, to where a free one is. */
    void shift(long run, boolean up) {
        int from = Long.numberOfTrailingZeros(run);
        int to = up ? from + 1 : from - 1;
        int count = Long.bitCount(run);
        System.arraycopy(orders, from, orders, to, count);
        System.arraycopy(cells, from * OrderList.WIDTH, cells, to * OrderList.WIDTH, count * OrderList.WIDTH);
        used = shifted(used, run, up);
        verify = shifted(verify, run, up);
        for (int bit = to; bit < to + count; bit++) {
            orders[bit].bit = bit;
        }
    }

    /** A word after {@link #shift}. */
    static long shifted(long word, long run, boolean up) {
        return (word & ~run) | (up ? (word & run) << 1 : (word & run) >>> 1);
    }

    /** The lower half of a full leaf, as bits. */
    static long lowerHalf() {
        return -1L << (SIZE / 2);
    }

    /** The floor becomes the lowest rank inside. */
    void tighten(boolean tiered) {
        int lowest = SIZE - 1 - Long.numberOfLeadingZeros(used);
        floorTier = tier(lowest, tiered);
        floorMicros = rank(lowest);
    }

    int tier(int bit, boolean tiered) {
        return tiered ? orders[bit].priority() : 0;
    }

    long rank(int bit) {
        return cells[bit * OrderList.WIDTH + OrderList.RANK];
    }

    /** Moves these bits to a new leaf, where they lie as here. */
    void give(Leaf other, long bits) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            other.orders[bit] = orders[bit];
            System.arraycopy(cells, bit * OrderList.WIDTH, other.cells, bit * OrderList.WIDTH, OrderList.WIDTH);
            orders[bit].leaf = other;
        }
        other.used = used & bits;
        other.verify = verify & bits;
        other.floorTier = floorTier;
        other.floorMicros = floorMicros;
        used &= ~bits;
        verify &= ~bits;
    }
}

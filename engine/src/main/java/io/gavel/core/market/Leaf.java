package io.gavel.core.market;

/**
 * Up to 64 orders whose ranks are neighbours: one word in every row of the index. Inside, bits lie in no order; leaves among
 * each other do: no order of a leaf ranks below its floor, none of the next ranks above it. A rank is a tier (lower first),
 * then a price (higher first).
 */
final class Leaf {
    static final int SIZE = 64;
    static final Leaf NOWHERE = new Leaf(new Block(new Rows(), 0));

    final Order[] orders = new Order[SIZE];
    /** What lists of orders need to know of each, side by side: most orders are looked at and not taken. */
    final long[] cells = new long[SIZE * OrderList.WIDTH];
    /** The bits by falling rank, and where among them each bit is: what a walk finds comes out nearly sorted. */
    private final byte[] sorted = new byte[SIZE];

    private final byte[] positions = new byte[SIZE];
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

    int add(Order order, long rankMicros) {
        int bit = Long.numberOfTrailingZeros(~used);
        used |= 1L << bit;
        orders[bit] = order;
        OrderList.set(cells, bit * OrderList.WIDTH, order, rankMicros);
        order.leaf = this;
        order.bit = bit;
        sort();
        return bit;
    }

    void drop(int bit) {
        used &= ~(1L << bit);
        verify &= ~(1L << bit);
        sort();
    }

    /** These bits as bits of a word in which better ranks come first; {@link #bit} turns them back. */
    long byRank(long bits) {
        long ordered = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            ordered |= 1L << positions[Long.numberOfTrailingZeros(rest)];
        }
        return ordered;
    }

    int bit(int position) {
        return sorted[position];
    }

    /** The lower half of a full leaf, as bits. */
    long lowerHalf(boolean tiered) {
        byte[] sorted = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int at = i;
            while (at > 0 && below(tier(sorted[at - 1], tiered), rank(sorted[at - 1]), tier(i, tiered), rank(i))) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = (byte) i;
        }
        long lower = 0;
        for (int i = SIZE / 2; i < SIZE; i++) {
            lower |= 1L << sorted[i];
        }
        return lower;
    }

    /** The floor becomes the lowest rank inside. */
    void tighten(boolean tiered) {
        int lowest = Long.numberOfTrailingZeros(used);
        for (long rest = used; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            if (below(tier(bit, tiered), rank(bit), tier(lowest, tiered), rank(lowest))) {
                lowest = bit;
            }
        }
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
        sort();
        other.sort();
    }

    private void sort() {
        int size = 0;
        for (long rest = used; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            int at = size++;
            while (at > 0 && rank(sorted[at - 1]) < rank(bit)) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = (byte) bit;
        }
        for (int at = 0; at < size; at++) {
            positions[sorted[at]] = (byte) at;
        }
    }
}

package io.gavel.core.market;

import io.gavel.message.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which orders take a ping, the best first, without looking at the others: rows of bits, one bit an order, in the order of
 * rank. A ping selects one row of each field that any filter asks about, and the row of active orders; the first bits that are
 * set in all of them are the best eligible orders.
 *
 * <pre>
 *             leaf 0 (best 64)   leaf 1         …           block = 64 leaves, summary = 1 bit a leaf
 *   active    1011…              1111…
 *   state=CA  0011…              1000…           ← orders that take CA, or do not ask about the state
 *   age 25-64 1111…              0110…           ← one segment of ages between two bounds that filters name
 *   and       0011…  ──> the first bit is the best ──> verified where the filter says more than its rows
 * </pre>
 *
 * Limits: {@value Column#MOST_SEGMENTS} segments a field, {@value Rows#MOST} rows, {@value Columns#MOST_SPARSE} values in
 * sparse rows, {@value Columns#MOST_VALUES} of one filter. What is beyond is not indexed but verified on the candidates: right
 * all the same, only slower. A row of 100,000 orders takes some 18 KB.
 */
final class EligibilityIndex {
    private final Blocks blocks;
    private final Columns columns;
    private final int activeRow;
    private final Scan scan;
    private int orders;

    /** @param tiered ranked by priority first */
    EligibilityIndex(boolean tiered) {
        Rows rows = new Rows();
        blocks = new Blocks(rows, tiered);
        columns = new Columns(blocks, rows);
        activeRow = blocks.fullRow();
        scan = new Scan(blocks, rows, columns, activeRow);
    }

    /** Whether nobody is in it. */
    boolean isEmpty() {
        return orders == 0;
    }

    /** Takes an order in, under its filter, rank and activity of now. */
    void insert(Order order, @Nullable Vertical vertical) {
        List<Constraint> constraints = order.filter.constraints();
        byte[] modes = new byte[constraints.size()];
        boolean verify = !order.filter.exact();
        for (int i = 0; i < modes.length; i++) {
            Constraint constraint = constraints.get(i);
            modes[i] = columns.open(constraint, vertical != null && vertical.wide(constraint.field));
            verify |= modes[i] == Columns.VERIFY;
        }
        order.verify = verify;
        order.indexModes = modes;
        orders++;
        place(order);
    }

    void remove(Order order) {
        orders--;
        Leaf leaf = unplace(order);
        columns.close(order.filter.constraints(), order.indexModes);
        if (leaf.used == 0) {
            blocks.close(leaf);
        } else if (blocks.scanty(leaf)) {
            scatter(leaf);
        }
    }

    /** O(1): whether it takes part. */
    void activate(Order order, boolean active) {
        Leaf leaf = order.leaf;
        if (active) {
            leaf.block.set(activeRow, leaf.index, 1L << order.bit);
        } else {
            leaf.block.clear(activeRow, leaf.index, 1L << order.bit);
        }
    }

    /** The best of those that ask or do not, merged into {@code out}. */
    void best(Attributes attributes, boolean asking, int limit, OrderList out) {
        scan.best(attributes, asking, limit, out);
    }

    /** All, appended in no order. */
    void all(Attributes attributes, OrderList out) {
        scan.all(attributes, out);
    }

    /** All of the first tier above this priority that has one, appended in no order. */
    boolean tier(Attributes attributes, long abovePriority, OrderList out) {
        return scan.tier(attributes, abovePriority, out);
    }

    private void place(Order order) {
        int tier = blocks.tiered ? order.priority() : 0;
        Leaf leaf = blocks.leafFor(tier, order.rankMicros());
        int bit = room(leaf, leaf.notBelow(tier, order.rankMicros(), blocks.tiered));
        leaf.put(order, bit, order.rankMicros());
        columns.set(leaf, 1L << bit, order.filter.constraints(), order.indexModes);
        activate(order, order.active());
    }

    /** A free bit of a leaf that is not full, behind the {@code better} bits and before all others; a few move if they must. */
    private int room(Leaf leaf, long better) {
        int first = Leaf.SIZE - Long.numberOfLeadingZeros(better);
        int end = Long.numberOfTrailingZeros(leaf.used & ~better);
        if (first < end) {
            return (first + end) >>> 1;
        }
        long above = first == Leaf.SIZE ? 0 : ~leaf.used & -1L << first;
        long below = ~leaf.used & ~above;
        int up = Long.numberOfTrailingZeros(above);
        int down = Leaf.SIZE - 1 - Long.numberOfLeadingZeros(below);
        if (down < 0 || (above != 0 && up - first < first - down)) {
            shift(leaf, Leaf.run(first, up), true);
            return first;
        }
        shift(leaf, Leaf.run(down + 1, first), false);
        return first - 1;
    }

    private void shift(Leaf leaf, long run, boolean up) {
        markSparse(leaf, run, false);
        leaf.block.shift(leaf.index, run, up);
        leaf.shift(run, up);
        markSparse(leaf, Leaf.shifted(run, run, up), true);
    }

    private void markSparse(Leaf leaf, long bits, boolean in) {
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            Order order = leaf.orders[Long.numberOfTrailingZeros(rest)];
            columns.markSparse(leaf, 1L << order.bit, order.filter.constraints(), order.indexModes, in);
        }
    }

    private Leaf unplace(Order order) {
        Leaf leaf = order.leaf;
        long bit = 1L << order.bit;
        leaf.block.clearAll(leaf.index, bit);
        markSparse(leaf, bit, false);
        leaf.drop(order.bit);
        return leaf;
    }

    /** Gives the few orders of a leaf to its neighbours. */
    private void scatter(Leaf leaf) {
        Order[] moving = new Order[Long.bitCount(leaf.used)];
        for (int i = 0; i < moving.length; i++) {
            moving[i] = leaf.orders[Long.numberOfTrailingZeros(leaf.used)];
            unplace(moving[i]);
        }
        blocks.close(leaf);
        for (Order order : moving) {
            place(order);
        }
    }
}

package io.gavel.core.market;

import io.gavel.message.Attributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One walk through an index for one ping: selects the rows, ands them block by block and leaf by leaf, and stops as soon as
 * nobody further down can come in. Reusable; allocates nothing.
 */
final class Scan {
    private static final int BEST = 0;
    private static final int ALL = 1;
    private static final int TIER = 2;

    private final Blocks blocks;
    private final Columns columns;

    /** First words of the rows that a lead selects, in every block. */
    private int[] rows = new int[16];

    private int rowCount;
    /** Of these rows, those beside which there are sparse ones: position in rows, column, value, and this block's row. */
    private int[] sparseAt = new int[4];

    private int[] sparseColumns = new int[4];
    private long[] sparseValues = new long[4];
    private @Nullable SparseRow[] sparseRows = new SparseRow[4];
    private int sparseCount;

    private int mode;
    private boolean asking;
    private int limit;
    private long above;
    private long tier;

    Scan(Blocks blocks, Columns columns, int activeRow) {
        this.blocks = blocks;
        this.columns = columns;
        rows[0] = activeRow;
    }

    void best(Attributes attributes, boolean wantAsking, int most, OrderList out) {
        mode = BEST;
        asking = wantAsking;
        limit = most;
        if (most > 0) {
            walk(attributes, out);
        }
    }

    void all(Attributes attributes, OrderList out) {
        mode = ALL;
        walk(attributes, out);
    }

    boolean tier(Attributes attributes, long abovePriority, OrderList out) {
        mode = TIER;
        above = abovePriority;
        tier = Long.MAX_VALUE;
        walk(attributes, out);
        return tier != Long.MAX_VALUE;
    }

    private void walk(Attributes attributes, OrderList out) {
        select(attributes);
        for (int b = 0; b < blocks.size; b++) {
            Block block = blocks.blocks[b];
            if (mode == TIER && block.leaves[block.size - 1].floorTier <= above) {
                continue;
            }
            for (long leaves = leaves(block); leaves != 0; leaves &= leaves - 1) {
                int at = Long.numberOfTrailingZeros(leaves);
                long word = word(block, at);
                if (word != 0) {
                    Leaf leaf = block.leaves[at];
                    take(leaf, word, attributes, out);
                    if (done(leaf, out)) {
                        return;
                    }
                }
            }
        }
    }

    private void select(Attributes attributes) {
        rowCount = 1;
        sparseCount = 0;
        for (int c = 0; c < columns.size; c++) {
            Column column = columns.columns[c];
            boolean present = attributes.has(column.field);
            long value = attributes.value(column.field);
            if (rowCount == rows.length) {
                rows = Arrays.copyOf(rows, rowCount * 2);
            }
            if (present && column.sparseOrders > 0) {
                selectSparse(column.slot, value);
            }
            rows[rowCount++] = present ? column.row(value) : column.missingRow;
        }
    }

    private void selectSparse(int column, long value) {
        if (sparseCount == sparseAt.length) {
            sparseAt = Arrays.copyOf(sparseAt, sparseCount * 2);
            sparseColumns = Arrays.copyOf(sparseColumns, sparseCount * 2);
            sparseValues = Arrays.copyOf(sparseValues, sparseCount * 2);
            sparseRows = Arrays.copyOf(sparseRows, sparseCount * 2);
        }
        sparseAt[sparseCount] = rowCount;
        sparseColumns[sparseCount] = column;
        sparseValues[sparseCount++] = value;
    }

    /** The leaves of a block that have somebody in every row. */
    private long leaves(Block block) {
        long[] summaries = block.summaries;
        long leaves = summaries[rows[0]];
        if (sparseCount == 0) {
            for (int i = 1; i < rowCount && leaves != 0; i++) {
                leaves &= summaries[rows[i]];
            }
            return leaves;
        }
        int sparse = 0;
        for (int i = 1; i < rowCount; i++) {
            long summary = summaries[rows[i]];
            if (sparse < sparseCount && sparseAt[sparse] == i) {
                SparseRow row = block.sparse(sparseColumns[sparse], sparseValues[sparse]);
                sparseRows[sparse++] = row;
                summary |= row == null ? 0 : row.summary;
            }
            leaves &= summary;
        }
        return leaves;
    }

    /** The orders of a leaf that are in every row. */
    private long word(Block block, int leaf) {
        long[] words = block.words;
        long word = words[rows[0] * Block.SIZE + leaf];
        int sparse = 0;
        for (int i = 1; i < rowCount && word != 0; i++) {
            long bits = words[rows[i] * Block.SIZE + leaf];
            if (sparse < sparseCount && sparseAt[sparse] == i) {
                SparseRow row = sparseRows[sparse++];
                bits |= row == null ? 0 : row.word(leaf);
            }
            word &= bits;
        }
        return word;
    }

    private void take(Leaf leaf, long word, Attributes attributes, OrderList out) {
        long verify = leaf.verify;
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            Order order = leaf.orders[bit];
            long rank = leaf.ranks[bit];
            if (mode == BEST && !(out.wants(rank, limit) && (!blocks.tiered || order.asks() == asking))) {
                continue;
            }
            if (mode == TIER && (order.priority() <= above || order.priority() > tier)) {
                continue;
            }
            if ((verify >>> bit & 1) != 0 && !order.filter.matches(attributes)) {
                continue;
            }
            give(order, rank, out);
        }
    }

    private void give(Order order, long rank, OrderList out) {
        if (mode == BEST) {
            out.offer(order, rank, limit);
            return;
        }
        if (mode == TIER && order.priority() < tier) {
            tier = order.priority();
            out.clear();
        }
        out.add(order, rank);
    }

    /** Whether nobody below this leaf can come in. */
    private boolean done(Leaf leaf, OrderList out) {
        return switch (mode) {
            case BEST -> !blocks.tiered && !out.wants(leaf.floorMicros, limit);
            case TIER -> leaf.floorTier > tier;
            default -> false;
        };
    }
}

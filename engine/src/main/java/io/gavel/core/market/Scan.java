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
    /** So many blocks are walked leaf by leaf: nearly always the answer is there. */
    private static final int ALONE = 1;
    /** More leaves than this in those, and summaries are no help in the others. */
    private static final int CROWDED = 16;
    /** So many words tell which rows have few. */
    private static final int SAMPLE = 16;

    private final Blocks blocks;
    private final Columns columns;

    private final Rows rows;
    private final int activeRow;
    /** The rows that a lead selects. */
    private int[] selected = new int[16];

    private int[] populations = new int[16];

    private int rowCount;
    /** Of these rows, those beside which there are sparse ones: position in rows, column, value, and this block's row. */
    private int[] sparseAt = new int[4];

    private int[] sparseColumns = new int[4];
    private long[] sparseValues = new long[4];
    private @Nullable SparseRow[] sparseRows = new SparseRow[4];
    private int sparseCount;

    /** What the rows have in common, where they have it: with one index for all, loops become vectors. */
    private long[] common = {};

    private int mode;
    private boolean asking;
    private int limit;
    private long above;
    private long tier;

    Scan(Blocks blocks, Rows rows, Columns columns, int activeRow) {
        this.blocks = blocks;
        this.rows = rows;
        this.columns = columns;
        this.activeRow = activeRow;
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
        int candidates = 0;
        for (int b = 0; b < blocks.size; b++) {
            Block block = blocks.blocks[b];
            if (mode == TIER && block.leaves[block.size - 1].floorTier <= above) {
                continue;
            }
            if (b == ALONE && candidates > CROWDED && rowCount > 2 && sparseCount == 0) {
                walkRest(attributes, out);
                return;
            }
            long leaves = leaves(block);
            candidates += Long.bitCount(leaves);
            if (walk(block, leaves, attributes, out)) {
                return;
            }
        }
    }

    /** Leaf by leaf; true: no more are needed. */
    private boolean walk(Block block, long leaves, Attributes attributes, OrderList out) {
        if (sparseCount == 0) {
            return walkDense(block, leaves, attributes, out);
        }
        for (long rest = leaves; rest != 0; rest &= rest - 1) {
            int at = Long.numberOfTrailingZeros(rest);
            long word = word(block.slot * Block.SIZE + at, at);
            if (word != 0 && isLast(block.leaves[at], word, attributes, out)) {
                return true;
            }
        }
        return false;
    }

    /** The same without sparse rows: the first eight rows are at hand, and few pings select more. */
    private boolean walkDense(Block block, long leaves, Attributes attributes, OrderList out) {
        int last = rowCount - 1;
        long[] a = words(0);
        long[] b = words(Math.min(1, last));
        long[] c = words(Math.min(2, last));
        long[] d = words(Math.min(3, last));
        long[] e = words(Math.min(4, last));
        long[] f = words(Math.min(5, last));
        long[] g = words(Math.min(6, last));
        long[] h = words(Math.min(7, last));
        int base = block.slot * Block.SIZE;
        for (long rest = leaves; rest != 0; rest &= rest - 1) {
            int at = Long.numberOfTrailingZeros(rest);
            int i = base + at;
            long word = a[i] & b[i] & c[i] & d[i] & e[i] & f[i] & g[i] & h[i];
            for (int r = 8; r <= last && word != 0; r++) {
                word &= words(r)[i];
            }
            if (word != 0 && isLast(block.leaves[at], word, attributes, out)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ands the rows of block after block in loops that the compiler makes vectors of: when the best thousands did not suffice
     * although every row by itself has many, matches are rare, and most blocks are empty after the rows that have fewest.
     */
    private void walkRest(Attributes attributes, OrderList out) {
        if (common.length < blocks.slots() * Block.SIZE) {
            common = new long[blocks.slots() * Block.SIZE];
        }
        fewestFirst(blocks.blocks[ALONE].slot * Block.SIZE);
        int last = rowCount - 1;
        for (int b = ALONE; b < blocks.size; b++) {
            Block block = blocks.blocks[b];
            int base = block.slot * Block.SIZE;
            and(base, words(0), words(1), words(2), words(Math.min(3, last)));
            boolean any = any(base);
            for (int r = 4; r < rowCount && any; r += 3) {
                and(base, words(r), words(Math.min(r + 1, last)), words(Math.min(r + 2, last)));
                any = any(base);
            }
            if (any && walkCommon(block, base, attributes, out)) {
                return;
            }
        }
    }

    /** True: no more are needed. */
    private boolean walkCommon(Block block, int base, Attributes attributes, OrderList out) {
        for (int at = 0; at < block.size; at++) {
            if (common[base + at] != 0 && isLast(block.leaves[at], common[base + at], attributes, out)) {
                return true;
            }
        }
        return false;
    }

    private void and(int base, long[] a, long[] b, long[] c, long[] d) {
        long[] result = common;
        for (int i = base; i < base + Block.SIZE; i++) {
            result[i] = a[i] & b[i] & c[i] & d[i];
        }
    }

    private void and(int base, long[] a, long[] b, long[] c) {
        long[] result = common;
        for (int i = base; i < base + Block.SIZE; i++) {
            result[i] &= a[i] & b[i] & c[i];
        }
    }

    private boolean any(int base) {
        long[] words = common;
        long even = 0;
        long odd = 0;
        for (int i = base; i < base + Block.SIZE; i += 8) {
            even |= words[i] | words[i + 2] | words[i + 4] | words[i + 6];
            odd |= words[i + 1] | words[i + 3] | words[i + 5] | words[i + 7];
        }
        return (even | odd) != 0;
    }

    /** Sorts the selected rows by how many orders they have in a sample; few rows, so by insertion. */
    private void fewestFirst(int sample) {
        for (int r = 0; r < rowCount; r++) {
            int row = selected[r];
            int orders = 0;
            for (int i = sample; i < sample + SAMPLE; i++) {
                orders += Long.bitCount(rows.words[row][i]);
            }
            int at = r;
            for (; at > 0 && populations[at - 1] > orders; at--) {
                populations[at] = populations[at - 1];
                selected[at] = selected[at - 1];
            }
            populations[at] = orders;
            selected[at] = row;
        }
    }

    private void select(Attributes attributes) {
        rowCount = 0;
        sparseCount = 0;
        select(activeRow);
        for (int c = 0; c < columns.size; c++) {
            Column column = columns.columns[c];
            int position = attributes.position(column.field);
            if (position < 0) {
                select(column.missingRow);
                continue;
            }
            long value = attributes.valueAt(position);
            if (column.sparseOrders > 0) {
                selectSparse(column.slot, value);
            }
            select(column.row(value));
        }
    }

    private long[] words(int i) {
        return rows.words[selected[i]];
    }

    private void select(int row) {
        if (rowCount == selected.length) {
            selected = Arrays.copyOf(selected, rowCount * 2);
            populations = Arrays.copyOf(populations, rowCount * 2);
        }
        selected[rowCount++] = row;
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
        int slot = block.slot;
        long[][] summaries = rows.summaries;
        long leaves = summaries[selected[0]][slot];
        if (sparseCount == 0) {
            for (int i = 1; i < rowCount && leaves != 0; i++) {
                leaves &= summaries[selected[i]][slot];
            }
            return leaves;
        }
        int sparse = 0;
        for (int i = 1; i < rowCount; i++) {
            long summary = summaries[selected[i]][slot];
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
    private long word(int at, int leaf) {
        long[][] words = rows.words;
        long word = words[selected[0]][at];
        int sparse = 0;
        for (int i = 1; i < rowCount && word != 0; i++) {
            long bits = words[selected[i]][at];
            if (sparse < sparseCount && sparseAt[sparse] == i) {
                SparseRow row = sparseRows[sparse++];
                bits |= row == null ? 0 : row.word(leaf);
            }
            word &= bits;
        }
        return word;
    }

    /** Takes those of a leaf; answers whether no more are needed. */
    private boolean isLast(Leaf leaf, long word, Attributes attributes, OrderList out) {
        take(leaf, word, attributes, out);
        return done(leaf, out);
    }

    private void take(Leaf leaf, long word, Attributes attributes, OrderList out) {
        if (mode == BEST && !blocks.tiered) {
            takeBest(leaf, word, attributes, out);
            return;
        }
        long verify = leaf.verify;
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            Order order = leaf.orders[bit];
            long rank = leaf.rank(bit);
            if (mode == BEST && !(out.wants(rank, limit) && (!blocks.tiered || order.asks() == asking))) {
                continue;
            }
            if (mode == TIER && (order.priority() <= above || order.priority() > tier)) {
                continue;
            }
            if ((verify >>> bit & 1) != 0 && !order.filter.matches(attributes)) {
                continue;
            }
            give(leaf, bit, order, out);
        }
    }

    /** Those of a leaf that are better than the last that is in already, the best first. All of the index ask, or none does. */
    private void takeBest(Leaf leaf, long word, Attributes attributes, OrderList out) {
        long[] cells = leaf.cells;
        long verify = leaf.verify;
        if ((word & verify) == 0) {
            out.offerSorted(cells, word, limit);
            return;
        }
        for (long rest = word; rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            if (!out.wants(cells[bit * OrderList.WIDTH], limit)) {
                return;
            }
            if ((verify >>> bit & 1) == 0 || leaf.orders[bit].filter.matches(attributes)) {
                out.offer(cells, bit * OrderList.WIDTH, limit);
            }
        }
    }

    private void give(Leaf leaf, int bit, Order order, OrderList out) {
        if (mode == BEST) {
            out.offer(leaf.cells, bit * OrderList.WIDTH, limit);
            return;
        }
        if (mode == TIER && order.priority() < tier) {
            tier = order.priority();
            out.clear();
        }
        out.add(leaf.cells, bit * OrderList.WIDTH);
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

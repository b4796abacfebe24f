package io.gavel.core.market;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that any filter of an index asks about, and which rows an order is in because of its filter. */
final class Columns {
    /** Values of one filter that go to sparse rows; longer lists are verified. */
    static final int MOST_VALUES = 4096;
    /** Values of all filters in sparse rows. */
    static final int MOST_SPARSE = 1 << 21;

    /** The constraint is rows of segments. */
    static final byte DENSE = 0;
    /** The constraint is sparse rows of single values. */
    static final byte SPARSE = 1;
    /** The constraint is only verified. */
    static final byte VERIFY = 2;

    private final Blocks blocks;
    private final Rows rows;
    Column[] columns = new Column[4];
    int size;
    private int slots;
    private int sparseValues;

    Columns(Blocks blocks, Rows rows) {
        this.blocks = blocks;
        this.rows = rows;
    }

    /** Makes the rows that a constraint needs and says which kind they are. The order is in no row yet. */
    byte open(Constraint constraint, boolean wide) {
        Column column = column(constraint.field, wide);
        if (column == null) {
            return VERIFY;
        }
        column.orders++;
        int values = Ranges.count(constraint.ranges, MOST_VALUES);
        boolean sparseFits = values >= 0 && sparseValues + values <= MOST_SPARSE;
        boolean singles = values >= 0 && values <= constraint.ranges.length;
        if (sparseFits && singles && column.wide) {
            return openSparse(column, values);
        }
        int lacks = column.lacks(constraint.ranges);
        if (column.segments + lacks <= Column.MOST_SEGMENTS && lacks <= rows.left()) {
            openDense(column, constraint.ranges);
            return DENSE;
        }
        return sparseFits ? openSparse(column, values) : VERIFY;
    }

    /** Sets an order's bit in all rows that its constraints admit. */
    void set(Leaf leaf, long bit, List<Constraint> constraints, byte[] modes) {
        for (int c = 0; c < size; c++) {
            int i = constraints.size() - 1;
            while (i >= 0 && constraints.get(i).field != columns[c].field) {
                i--;
            }
            if (i < 0) {
                setAll(leaf, bit, columns[c], true);
            } else {
                set(leaf, bit, columns[c], constraints.get(i), modes[i]);
            }
        }
    }

    /** Sets or clears an order's bit in the sparse rows only; in those of segments bits move and go all at once. */
    void markSparse(Leaf leaf, long bit, List<Constraint> constraints, byte[] modes, boolean in) {
        for (int i = 0; i < modes.length; i++) {
            Column column = modes[i] == SPARSE ? find(constraints.get(i).field) : null;
            if (column != null) {
                markSparse(leaf, bit, column, constraints.get(i).ranges, in);
            }
        }
    }

    private static void markSparse(Leaf leaf, long bit, Column column, long[] ranges, boolean in) {
        for (int i = 0; i < ranges.length; i += 2) {
            for (long value = ranges[i]; value <= ranges[i + 1]; value++) {
                if (in) {
                    leaf.block.setSparse(column.slot, value, leaf.index, bit);
                } else {
                    leaf.block.clearSparse(column.slot, value, leaf.index, bit);
                }
            }
        }
    }

    /** Gives up what {@link #open} made for an order. Its bit is in no row any more. */
    void close(List<Constraint> constraints, byte[] modes) {
        for (int i = 0; i < modes.length; i++) {
            Constraint constraint = constraints.get(i);
            Column column = find(constraint.field);
            if (column == null) {
                continue;
            }
            if (modes[i] == DENSE) {
                closeDense(column, constraint.ranges);
            } else if (modes[i] == SPARSE) {
                column.sparseOrders--;
                sparseValues -= Ranges.count(constraint.ranges, MOST_VALUES);
            }
            if (--column.orders == 0) {
                drop(column);
            }
        }
    }

    private void set(Leaf leaf, long bit, Column column, Constraint constraint, byte mode) {
        if (mode == VERIFY) {
            setAll(leaf, bit, column, constraint.missing);
            return;
        }
        if (constraint.missing) {
            leaf.block.set(column.missingRow, leaf.index, bit);
        }
        long[] ranges = constraint.ranges;
        if (mode == SPARSE) {
            markSparse(leaf, bit, column, ranges, true);
            return;
        }
        for (int i = 0; i < ranges.length; i += 2) {
            int segment = column.segment(ranges[i]);
            while (segment < column.segments && column.starts[segment] <= ranges[i + 1]) {
                leaf.block.set(column.rows[segment++], leaf.index, bit);
            }
        }
    }

    private static void setAll(Leaf leaf, long bit, Column column, boolean missing) {
        for (int segment = 0; segment < column.segments; segment++) {
            leaf.block.set(column.rows[segment], leaf.index, bit);
        }
        if (missing) {
            leaf.block.set(column.missingRow, leaf.index, bit);
        }
    }

    private byte openSparse(Column column, int values) {
        sparseValues += values;
        column.sparseOrders++;
        return SPARSE;
    }

    private void openDense(Column column, long[] ranges) {
        int before = column.segments;
        for (int i = 0; i < ranges.length; i++) {
            long bound = Column.bound(ranges, i);
            if (bound == Long.MIN_VALUE) {
                continue;
            }
            int segment = column.segment(bound);
            if (column.starts[segment] == bound) {
                column.use(segment);
            } else {
                column.cut(bound, rows.addLike(column.rows[segment]));
            }
        }
        if (column.segments != before) {
            column.prepare();
        }
    }

    private void closeDense(Column column, long[] ranges) {
        int before = column.segments;
        for (int i = 0; i < ranges.length; i++) {
            long bound = Column.bound(ranges, i);
            int row = bound == Long.MIN_VALUE ? -1 : column.leave(bound);
            if (row >= 0) {
                rows.remove(row);
            }
        }
        if (column.segments != before) {
            column.prepare();
        }
    }

    private @Nullable Column column(int field, boolean wide) {
        Column column = find(field);
        if (column != null) {
            return column;
        }
        if (rows.left() < 2) {
            return null;
        }
        column = new Column(field, freeSlot(), wide, blocks.fullRow(), blocks.fullRow());
        if (size == columns.length) {
            columns = Arrays.copyOf(columns, size * 2);
        }
        columns[size++] = column;
        return column;
    }

    private @Nullable Column find(int field) {
        for (int i = 0; i < size; i++) {
            if (columns[i].field == field) {
                return columns[i];
            }
        }
        return null;
    }

    private void drop(Column column) {
        for (int segment = 0; segment < column.segments; segment++) {
            rows.remove(column.rows[segment]);
        }
        rows.remove(column.missingRow);
        blocks.dropSparse(column.slot);
        int at = 0;
        while (columns[at] != column) {
            at++;
        }
        size--;
        System.arraycopy(columns, at + 1, columns, at, size - at);
    }

    private int freeSlot() {
        for (int slot = 0; slot < slots; slot++) {
            boolean taken = false;
            for (int i = 0; i < size; i++) {
                taken |= columns[i].slot == slot;
            }
            if (!taken) {
                return slot;
            }
        }
        return slots++;
    }
}

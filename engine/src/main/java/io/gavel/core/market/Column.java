package io.gavel.core.market;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One field's rows in the index. All values are cut into segments at the bounds that filters name; each segment has a row of
 * the orders that take it, those that do not ask about the field among them; one more row is for leads without the field.
 * Single values of fields with very many are kept apart, in sparse rows.
 */
final class Column {
    /** With more segments than this, filters of the field are verified instead of indexed. */
    static final int MOST_SEGMENTS = 512;

    private static final int MOST_DIRECT = 1 << 14;
    private static final int MOST_BY_SEARCH = 8;

    final int field;
    /** Its number among the columns. */
    final int slot;
    /** Prefers sparse rows for single values. */
    final boolean wide;

    final int missingRow;

    long[] starts = new long[8];
    int[] rows = new int[8];
    private int[] uses = new int[8];
    int segments = 1;

    /** Orders that ask about this field. */
    int orders;
    /** Those of them that are in sparse rows. */
    int sparseOrders;

    /** The segment of each value from the first bound on, if that is not too many. */
    private short @Nullable [] direct;

    /** Else the segments of single values. */
    private @Nullable Long2LongHashMap singles;

    Column(int field, int slot, boolean wide, int firstRow, int missingRow) {
        this.field = field;
        this.slot = slot;
        this.wide = wide;
        this.missingRow = missingRow;
        starts[0] = Long.MIN_VALUE;
        rows[0] = firstRow;
    }

    /** The row of a value. */
    int row(long value) {
        if (direct != null) {
            if (value < starts[1]) {
                return rows[0];
            }
            long at = value - starts[1]; // below 0 if that is too far for a long
            return rows[at >= 0 && at < direct.length ? direct[(int) at] : segments - 1];
        }
        if (singles != null) {
            long segment = singles.get(value);
            if (segment >= 0) {
                return rows[(int) segment];
            }
        }
        return rows[segment(value)];
    }

    /** The segment of a value: the last whose start is not above it. */
    int segment(long value) {
        int low = 0;
        int high = segments - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** How many bounds of these ranges are not there yet. */
    int lacks(long[] ranges) {
        int lacking = 0;
        for (int i = 0; i < ranges.length; i++) {
            long bound = bound(ranges, i);
            lacking += bound == Long.MIN_VALUE || starts[segment(bound)] == bound ? 0 : 1;
        }
        return lacking;
    }

    /** The i-th bound: the low end of a range, or what comes after its high end; {@link Long#MIN_VALUE}: none is needed. */
    static long bound(long[] ranges, int i) {
        return (i & 1) == 0 ? ranges[i] : ranges[i] + 1;
    }

    /** One more order needs this bound, which is there. */
    void use(int segment) {
        uses[segment]++;
    }

    /** Cuts the segment of a bound in two; the part from the bound on gets the row. */
    void cut(long bound, int row) {
        int at = segment(bound) + 1;
        if (segments == starts.length) {
            starts = Arrays.copyOf(starts, segments * 2);
            rows = Arrays.copyOf(rows, segments * 2);
            uses = Arrays.copyOf(uses, segments * 2);
        }
        System.arraycopy(starts, at, starts, at + 1, segments - at);
        System.arraycopy(rows, at, rows, at + 1, segments - at);
        System.arraycopy(uses, at, uses, at + 1, segments - at);
        starts[at] = bound;
        rows[at] = row;
        uses[at] = 1;
        segments++;
    }

    /** One order less needs this bound; returns the row that nobody needs any more, or -1. */
    int leave(long bound) {
        int at = segment(bound);
        if (--uses[at] > 0) {
            return -1;
        }
        int row = rows[at];
        segments--;
        System.arraycopy(starts, at + 1, starts, at, segments - at);
        System.arraycopy(rows, at + 1, rows, at, segments - at);
        System.arraycopy(uses, at + 1, uses, at, segments - at);
        return row;
    }

    /** After segments changed: makes {@link #row} quick again. */
    void prepare() {
        direct = null;
        singles = null;
        if (segments == 1) {
            return;
        }
        long span = starts[segments - 1] - starts[1];
        if (span >= 0 && span < MOST_DIRECT) {
            short[] table = new short[(int) span + 1];
            for (int segment = 1; segment < segments; segment++) {
                int end = segment + 1 == segments ? table.length : (int) (starts[segment + 1] - starts[1]);
                Arrays.fill(table, (int) (starts[segment] - starts[1]), end, (short) segment);
            }
            direct = table;
        } else if (segments > MOST_BY_SEARCH) {
            singles = new Long2LongHashMap(-1);
            for (int segment = 1; segment + 1 < segments; segment++) {
                if (starts[segment] + 1 == starts[segment + 1]) {
                    singles.put(starts[segment], segment);
                }
            }
        }
    }
}

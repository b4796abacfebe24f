package io.gavel.core.memory;

import java.util.Arrays;

/**
 * Rows of equal width, each in one piece of memory, so that whoever looks at one fact of a row has the others near. Grows by
 * doubling; allocates only then. The line's thread.
 */
public final class Table {
    private final int width;
    private long[] cells;

    /** {@code width}: cells in a row. */
    public Table(int width) {
        this.width = width;
        this.cells = new long[16 * width];
    }

    /** Makes room for so many rows. */
    public void reserve(int rows) {
        int needed = Math.multiplyExact(rows, width);
        if (needed > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(needed, Math.multiplyExact(cells.length, 2)));
        }
    }

    public long get(int row, int column) {
        return cells[row * width + column];
    }

    public void set(int row, int column, long value) {
        cells[row * width + column] = value;
    }

    /** The upper half of a cell. */
    public int high(int row, int column) {
        return (int) (cells[row * width + column] >> 32);
    }

    public void high(int row, int column, int value) {
        int at = row * width + column;
        cells[at] = ((long) value << 32) | (cells[at] & 0xffffffffL);
    }

    /** The lower half of a cell. */
    public int low(int row, int column) {
        return (int) cells[row * width + column];
    }

    public void low(int row, int column, int value) {
        int at = row * width + column;
        cells[at] = (cells[at] & 0xffffffff00000000L) | (value & 0xffffffffL);
    }
}

package io.gavel.core.memory;

/**
 * Finds rows of a table by something that is in them: of each row only its number and half of its key's hash are kept, eight bytes
 * together, so that a million rows are looked for in 16 MB, and most of what is not there is known not to be without a look at any row.
 * Open addressing; grows by doubling, and allocates only then. The line's thread.
 */
public abstract class RowIndex {
    /** No such row. */
    public static final int NONE = -1;

    private static final long ROW = 0xffffffffL;

    /** The hash's half above, one more than the row below; 0: empty. */
    private long[] cells = new long[64];

    private int size;

    /** Of a key, all bits of it well mixed. */
    protected abstract int hash(long key);

    /** Whether a row has this key. */
    protected abstract boolean has(int row, long key);

    /** {@link #NONE} if no row has the key. */
    public final int find(long key) {
        int at = place(key, hash(key));
        return at < 0 ? NONE : (int) (cells[at] & ROW) - 1;
    }

    /**
     * Where a search for the key would begin, of no other meaning. Memory that is far is waited for together if it is asked for
     * together: so what will be looked for soon is glanced at early.
     */
    public final long glance(long key) {
        return cells[hash(key) & (cells.length - 1)];
    }

    /** Adds a row whose key no row has. */
    public final void add(long key, int row) {
        if (++size > cells.length >> 1) {
            grow();
        }
        put((long) hash(key) << Integer.SIZE | (row + 1L));
    }

    /** Takes the row with this key out; it must still have it. */
    public final void remove(long key) {
        int hole = place(key, hash(key));
        if (hole < 0) {
            return;
        }
        size--;
        int mask = cells.length - 1;
        for (int at = hole + 1 & mask; cells[at] != 0; at = at + 1 & mask) {
            int home = home(cells[at], mask);
            // what could not be where it belongs moves up, unless it would come before that
            if ((at - home & mask) >= (at - hole & mask)) {
                cells[hole] = cells[at];
                hole = at;
            }
        }
        cells[hole] = 0;
    }

    public final int size() {
        return size;
    }

    private int place(long key, int hash) {
        int mask = cells.length - 1;
        for (int at = hash & mask; cells[at] != 0; at = at + 1 & mask) {
            long cell = cells[at];
            if ((int) (cell >>> Integer.SIZE) == hash && has((int) (cell & ROW) - 1, key)) {
                return at;
            }
        }
        return NONE;
    }

    private void put(long cell) {
        int mask = cells.length - 1;
        int at = home(cell, mask);
        while (cells[at] != 0) {
            at = at + 1 & mask;
        }
        cells[at] = cell;
    }

    private static int home(long cell, int mask) {
        return (int) (cell >>> Integer.SIZE) & mask;
    }

    private void grow() {
        long[] before = cells;
        cells = new long[Math.multiplyExact(before.length, 2)];
        for (long cell : before) {
            if (cell != 0) {
                put(cell);
            }
        }
    }
}

package io.gavel.core.market;

import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Up to 64 leaves in the order of their ranks: 64 words and one summary word of each row. */
final class Block {
    static final int SIZE = 64;

    final Leaf[] leaves = new Leaf[SIZE];
    int size;

    /** Which 64 words of each row are this block's. */
    final int slot;

    private final int base;
    private final Rows rows;
    /** By column: rows of single values. */
    private @Nullable Long2ObjectHashMap<SparseRow>[] sparse = newMaps(0);

    Block(Rows rows, int slot) {
        this.rows = rows;
        this.slot = slot;
        this.base = slot * SIZE;
    }

    void set(int row, int leaf, long bits) {
        rows.words[row][base + leaf] |= bits;
        rows.summaries[row][slot] |= 1L << leaf;
    }

    void clear(int row, int leaf, long bits) {
        long word = rows.words[row][base + leaf] & ~bits;
        rows.words[row][base + leaf] = word;
        if (word == 0) {
            rows.summaries[row][slot] &= ~(1L << leaf);
        }
    }

    /** Wherever these bits are set in a leaf. */
    void clearAll(int leaf, long bits) {
        for (int row = 0; row < rows.end(); row++) {
            clear(row, leaf, bits);
        }
    }

    /** Moves a run of a leaf's bits by one in all rows but sparse ones. */
    void shift(int leaf, long run, boolean up) {
        int at = base + leaf;
        for (int row = 0; row < rows.end(); row++) {
            long[] words = rows.words[row];
            words[at] = Leaf.shifted(words[at], run, up);
        }
    }

    /** A row that has every order. */
    void fill(int row) {
        Arrays.fill(rows.words[row], base, base + SIZE, 0);
        rows.summaries[row][slot] = 0;
        for (int leaf = 0; leaf < size; leaf++) {
            if (leaves[leaf].used != 0) {
                set(row, leaf, leaves[leaf].used);
            }
        }
    }

    void setSparse(int column, long value, int leaf, long bits) {
        if (column >= sparse.length) {
            sparse = Arrays.copyOf(sparse, column + 1);
        }
        Long2ObjectHashMap<SparseRow> map = sparse[column];
        if (map == null) {
            map = new Long2ObjectHashMap<>();
            sparse[column] = map;
        }
        SparseRow row = map.get(value);
        if (row == null) {
            row = new SparseRow();
            map.put(value, row);
        }
        row.set(leaf, bits);
    }

    void clearSparse(int column, long value, int leaf, long bits) {
        Long2ObjectHashMap<SparseRow> map = sparse[column];
        SparseRow row = map == null ? null : map.get(value);
        if (map == null || row == null) {
            return;
        }
        row.clear(leaf, bits);
        if (row.summary == 0) {
            map.remove(value);
        }
    }

    @Nullable
    SparseRow sparse(int column, long value) {
        Long2ObjectHashMap<SparseRow> map = column < sparse.length ? sparse[column] : null;
        return map == null ? null : map.get(value);
    }

    /** Nobody has rows of single values in this column any more. */
    void dropSparse(int column) {
        if (column < sparse.length) {
            sparse[column] = null;
        }
    }

    /** The first leaf of an empty block. */
    Leaf first() {
        Leaf leaf = new Leaf(this);
        leaves[0] = leaf;
        size = 1;
        return leaf;
    }

    /** Makes a leaf behind another (there is room) and moves {@code bits} of that to it. */
    Leaf split(Leaf leaf, long bits) {
        int at = leaf.index;
        int from = base + at;
        for (int row = 0; row < rows.end(); row++) {
            long[] words = rows.words[row];
            long word = words[from];
            System.arraycopy(words, from + 1, words, from + 2, size - at - 1);
            words[from] = word & ~bits;
            words[from + 1] = word & bits;
            long summary = opened(rows.summaries[row][slot], at + 1) & ~(3L << at);
            summary |= (word & ~bits) == 0 ? 0 : 1L << at;
            summary |= (word & bits) == 0 ? 0 : 2L << at;
            rows.summaries[row][slot] = summary;
        }
        eachSparse(row -> row.split(at, bits));
        Leaf made = new Leaf(this);
        System.arraycopy(leaves, at + 1, leaves, at + 2, size - at - 1);
        leaves[at + 1] = made;
        size++;
        leaf.give(made, bits);
        number(at);
        return made;
    }

    /** Takes an empty leaf out. */
    void close(Leaf leaf) {
        int at = leaf.index;
        int from = base + at;
        for (int row = 0; row < rows.end(); row++) {
            long[] words = rows.words[row];
            System.arraycopy(words, from + 1, words, from, size - at - 1);
            words[base + size - 1] = 0;
            rows.summaries[row][slot] = closed(rows.summaries[row][slot], at);
        }
        eachSparse(row -> row.close(at));
        size--;
        System.arraycopy(leaves, at + 1, leaves, at, size - at);
        number(at);
    }

    /** Moves the upper half of a full block to a new one. */
    Block halve(int newSlot) {
        Block upper = new Block(rows, newSlot);
        int half = SIZE / 2;
        for (int row = 0; row < rows.end(); row++) {
            long[] words = rows.words[row];
            System.arraycopy(words, base + half, words, upper.base, half);
            Arrays.fill(words, upper.base + half, upper.base + SIZE, 0);
            Arrays.fill(words, base + half, base + SIZE, 0);
            long[] summaries = rows.summaries[row];
            summaries[newSlot] = summaries[slot] >>> half;
            summaries[slot] &= (1L << half) - 1;
        }
        halveSparse(upper, half);
        System.arraycopy(leaves, half, upper.leaves, 0, half);
        size = half;
        upper.size = half;
        upper.number(0);
        return upper;
    }

    private void halveSparse(Block upper, int half) {
        upper.sparse = newMaps(sparse.length);
        for (int column = 0; column < sparse.length; column++) {
            Long2ObjectHashMap<SparseRow> map = sparse[column];
            if (map == null) {
                continue;
            }
            Long2ObjectHashMap<SparseRow> lower = new Long2ObjectHashMap<>();
            Long2ObjectHashMap<SparseRow> higher = new Long2ObjectHashMap<>();
            for (Long2ObjectHashMap<SparseRow>.EntryIterator entries =
                            map.entrySet().iterator();
                    entries.hasNext(); ) {
                entries.next();
                SparseRow row = entries.getValue();
                SparseRow cut = row.cut(half);
                if (row.summary != 0) {
                    lower.put(entries.getLongKey(), row);
                }
                if (cut.summary != 0) {
                    higher.put(entries.getLongKey(), cut);
                }
            }
            sparse[column] = lower;
            upper.sparse[column] = higher;
        }
    }

    private void eachSparse(Consumer<SparseRow> action) {
        for (Long2ObjectHashMap<SparseRow> map : sparse) {
            if (map != null) {
                map.values().forEach(action);
            }
        }
    }

    private void number(int from) {
        for (int i = from; i < size; i++) {
            leaves[i].block = this;
            leaves[i].index = i;
        }
    }

    /** Bits from {@code at} up make room for one more. */
    static long opened(long bits, int at) {
        long low = (1L << at) - 1;
        return at >= SIZE ? bits : (bits & low) | (bits & ~low) << 1;
    }

    /** Bit {@code at} goes, those above come down. */
    static long closed(long bits, int at) {
        long low = (1L << at) - 1;
        return (bits & low) | (bits >>> 1 & ~low);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Long2ObjectHashMap<SparseRow>[] newMaps(int size) {
        return new Long2ObjectHashMap[size];
    }
}

package io.gavel.core.market;

import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to 64 leaves in the order of their ranks. Each row of the index has 64 words here, one a leaf, and one summary word, one
 * bit a leaf that is not empty in that row.
 */
final class Block {
    static final int SIZE = 64;

    final Leaf[] leaves = new Leaf[SIZE];
    int size;

    long[] words;
    long[] summaries;
    /** By column: rows of single values. */
    @Nullable
    Long2ObjectHashMap<SparseRow>[] sparse = newMaps(0);

    Block(int rows) {
        words = new long[rows * SIZE];
        summaries = new long[rows];
    }

    void grow(int rows) {
        words = Arrays.copyOf(words, rows * SIZE);
        summaries = Arrays.copyOf(summaries, rows);
    }

    void set(int row, int leaf, long bits) {
        words[row * SIZE + leaf] |= bits;
        summaries[row] |= 1L << leaf;
    }

    void clear(int row, int leaf, long bits) {
        int at = row * SIZE + leaf;
        words[at] &= ~bits;
        if (words[at] == 0) {
            summaries[row] &= ~(1L << leaf);
        }
    }

    /** Wherever these bits are set in a leaf. */
    void clearAll(int leaf, long bits) {
        for (int row = 0; row < summaries.length; row++) {
            clear(row, leaf, bits);
        }
    }

    void copyRow(int from, int to) {
        System.arraycopy(words, from * SIZE, words, to * SIZE, SIZE);
        summaries[to] = summaries[from];
    }

    /** A row that has every order. */
    void fillRow(int row) {
        Arrays.fill(words, row * SIZE, row * SIZE + SIZE, 0);
        summaries[row] = 0;
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
        for (int row = 0; row < summaries.length; row++) {
            int base = row * SIZE + at;
            long word = words[base];
            System.arraycopy(words, base + 1, words, base + 2, size - at - 1);
            words[base] = word & ~bits;
            words[base + 1] = word & bits;
            long summary = opened(summaries[row], at + 1) & ~(3L << at);
            summaries[row] = summary | ((word & ~bits) == 0 ? 0 : 1L << at) | ((word & bits) == 0 ? 0 : 2L << at);
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
        for (int row = 0; row < summaries.length; row++) {
            int base = row * SIZE + at;
            System.arraycopy(words, base + 1, words, base, size - at - 1);
            words[row * SIZE + size - 1] = 0;
            summaries[row] = closed(summaries[row], at);
        }
        eachSparse(row -> row.close(at));
        size--;
        System.arraycopy(leaves, at + 1, leaves, at, size - at);
        number(at);
    }

    /** Moves the upper half of a full block to a new one. */
    Block halve() {
        Block upper = new Block(summaries.length);
        int half = SIZE / 2;
        for (int row = 0; row < summaries.length; row++) {
            System.arraycopy(words, row * SIZE + half, upper.words, row * SIZE, half);
            Arrays.fill(words, row * SIZE + half, (row + 1) * SIZE, 0);
            upper.summaries[row] = summaries[row] >>> half;
            summaries[row] &= (1L << half) - 1;
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

package io.gavel.core.market;

import java.util.Arrays;

/** One value's row in one block, for fields of many values: only the words that are not empty. */
final class SparseRow {
    private static final long[] EMPTY = {};

    /** A bit for each leaf that has a word. */
    long summary;

    private long[] words = EMPTY;

    long word(int leaf) {
        return (summary >>> leaf & 1) == 0 ? 0 : words[rank(leaf)];
    }

    void set(int leaf, long bits) {
        if (bits == 0) {
            return;
        }
        int at = rank(leaf);
        if ((summary >>> leaf & 1) == 0) {
            int size = Long.bitCount(summary);
            long[] grown = new long[size + 1];
            System.arraycopy(words, 0, grown, 0, at);
            System.arraycopy(words, at, grown, at + 1, size - at);
            words = grown;
            summary |= 1L << leaf;
        }
        words[at] |= bits;
    }

    void clear(int leaf, long bits) {
        if ((summary >>> leaf & 1) == 0) {
            return;
        }
        int at = rank(leaf);
        words[at] &= ~bits;
        if (words[at] == 0) {
            int size = Long.bitCount(summary);
            long[] shrunk = new long[size - 1];
            System.arraycopy(words, 0, shrunk, 0, at);
            System.arraycopy(words, at + 1, shrunk, at, size - at - 1);
            words = shrunk;
            summary &= ~(1L << leaf);
        }
    }

    /** A leaf comes in behind {@code leaf} and takes {@code bits} of it. */
    void split(int leaf, long bits) {
        long moved = word(leaf) & bits;
        summary = Block.opened(summary, leaf + 1);
        clear(leaf, bits);
        set(leaf + 1, moved);
    }

    /** An empty leaf goes. */
    void close(int leaf) {
        summary = Block.closed(summary, leaf);
    }

    /** Keeps the leaves below {@code leaf}; returns the others as a row of their own. */
    SparseRow cut(int leaf) {
        SparseRow upper = new SparseRow();
        upper.summary = summary >>> leaf;
        int kept = rank(leaf);
        upper.words = Arrays.copyOfRange(words, kept, words.length);
        words = Arrays.copyOf(words, kept);
        summary &= (1L << leaf) - 1;
        return upper;
    }

    private int rank(int leaf) {
        return Long.bitCount(summary & ((1L << leaf) - 1));
    }
}

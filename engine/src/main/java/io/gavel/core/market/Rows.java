package io.gavel.core.market;

import java.util.Arrays;

/**
 * The rows of an index: each has one word a leaf, 64 of them a block, and one summary word a block with one bit for each leaf
 * whose word is not empty. A row lies in one piece, so that walking down a row is walking through memory.
 */
final class Rows {
    /** No index has more. */
    static final int MOST = 4096;

    long[][] words = new long[16][];
    long[][] summaries = new long[16][];
    private int end;
    private int[] free = new int[16];
    private int freeCount;
    private int blocks = 1;

    /** Rows that may still be made. */
    int left() {
        return MOST - end + freeCount;
    }

    /** Rows that are or were in use are below. */
    int end() {
        return end;
    }

    /** A new row; what is in it is anyone's guess. */
    int add() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (end == words.length) {
            words = Arrays.copyOf(words, end * 2);
            summaries = Arrays.copyOf(summaries, end * 2);
        }
        words[end] = new long[blocks * Block.SIZE];
        summaries[end] = new long[blocks];
        return end++;
    }

    int addLike(int row) {
        int made = add();
        System.arraycopy(words[row], 0, words[made], 0, words[row].length);
        System.arraycopy(summaries[row], 0, summaries[made], 0, summaries[row].length);
        return made;
    }

    void remove(int row) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = row;
    }

    /** Makes room for so many blocks. */
    void widen(int wanted) {
        if (wanted <= blocks) {
            return;
        }
        blocks = Math.max(wanted, blocks + (blocks >> 1));
        for (int row = 0; row < end; row++) {
            words[row] = Arrays.copyOf(words[row], blocks * Block.SIZE);
            summaries[row] = Arrays.copyOf(summaries[row], blocks);
        }
    }
}

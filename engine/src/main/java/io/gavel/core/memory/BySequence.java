package io.gavel.core.memory;

import java.util.Arrays;

/**
 * Numbers by the sequences of messages, by which pings and leads are named. Open addressing with linear probing, as in any such
 * map; but sixteen sequences that follow each other lie beside each other, because what came together mostly goes together, and
 * then one miss of the cache serves them all. Sequences are above 0, numbers are not {@link #NONE}. Allocates only when it grows.
 * The line's thread.
 */
public final class BySequence {
    /** No number. */
    public static final long NONE = -1;

    private static final int BLOCK_BITS = 4;
    private static final int IN_BLOCK = (1 << BLOCK_BITS) - 1;
    /** No sequence is this, so there is nothing. */
    private static final long EMPTY = 0;

    /** Sequence, number, sequence, number … */
    private long[] entries = new long[128];

    private int mask = 63;
    private int size;

    /** The number of a sequence, or {@link #NONE}. */
    public long get(long sequence) {
        int at = home(sequence);
        while (entries[2 * at] != sequence) {
            if (entries[2 * at] == EMPTY) {
                return NONE;
            }
            at = (at + 1) & mask;
        }
        return sequence == EMPTY ? NONE : entries[2 * at + 1];
    }

    /** Sets the number of a sequence; returns the one before, or {@link #NONE}. */
    public long put(long sequence, long number) {
        int at = home(sequence);
        while (entries[2 * at] != EMPTY) {
            if (entries[2 * at] == sequence) {
                long before = entries[2 * at + 1];
                entries[2 * at + 1] = number;
                return before;
            }
            at = (at + 1) & mask;
        }
        entries[2 * at] = sequence;
        entries[2 * at + 1] = number;
        if (++size > mask >> 1) {
            grow();
        }
        return NONE;
    }

    /** Forgets a sequence, if it is known. */
    public void remove(long sequence) {
        int at = home(sequence);
        while (entries[2 * at] != sequence) {
            if (entries[2 * at] == EMPTY) {
                return;
            }
            at = (at + 1) & mask;
        }
        if (sequence != EMPTY) {
            size--;
            close(at);
        }
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(entries, EMPTY);
        size = 0;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    public long footprint() {
        return (long) entries.length * Long.BYTES;
    }

    /** All sequences, ascending. */
    public long[] sorted() {
        long[] sequences = new long[size];
        int count = 0;
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] != EMPTY) {
                sequences[count++] = entries[i];
            }
        }
        Arrays.sort(sequences);
        return sequences;
    }

    /** Moves up what would not be found any more behind a gap. */
    private void close(int gap) {
        int empty = gap;
        int at = gap;
        while (true) {
            at = (at + 1) & mask;
            if (entries[2 * at] == EMPTY) {
                break;
            }
            int home = home(entries[2 * at]);
            if (((at - home) & mask) >= ((at - empty) & mask)) {
                entries[2 * empty] = entries[2 * at];
                entries[2 * empty + 1] = entries[2 * at + 1];
                empty = at;
            }
        }
        entries[2 * empty] = EMPTY;
    }

    private void grow() {
        long[] before = entries;
        entries = new long[2 * before.length];
        mask = 2 * mask + 1;
        size = 0;
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != EMPTY) {
                put(before[i], before[i + 1]);
            }
        }
    }

    private int home(long sequence) {
        long block = (sequence >>> BLOCK_BITS) * 0x9E3779B97F4A7C15L;
        int inBlock = (int) sequence & IN_BLOCK;
        return (((int) (block >>> 40) << BLOCK_BITS) | inBlock) & mask;
    }
}

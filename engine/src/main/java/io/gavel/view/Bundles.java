package io.gavel.view;

import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Values by their position in a ring, {@value Bundle#SIZE} to an entry of the map: an entry of its own would cost each a place in
 * the map and another one given back. The newest bundle is in memory until it is full or {@link #write written}; what a process
 * that died had not written is told again. One thread writes, any thread reads.
 */
final class Bundles {
    private final Blobs blobs;
    private volatile Bundle open = new Bundle(0, 0);
    private int unwritten;
    /** The one that was read last: lists read one value after the other. */
    private volatile @Nullable Read last;

    private static final class Read {
        final long number;
        final byte[] bytes;

        Read(long number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }
    }

    Bundles(Blobs blobs) {
        this.blobs = blobs;
    }

    /** How many entries a map needs for so many values. */
    static int entries(int values) {
        return values / Bundle.SIZE + 2;
    }

    /**
     * Goes on where writing ended, and forgets what lies before or behind.
     *
     * @return the first position from {@code tail} on whose value, or one of a later position, is not there; {@code head}: all are
     */
    long resume(long tail, long head) {
        last = null;
        unwritten = 0;
        long whole = head;
        int count = 0;
        byte[] bytes = null;
        while (whole > tail && count == 0) {
            long number = (whole - 1) / Bundle.SIZE;
            bytes = blobs.get(number);
            count = bytes == null ? 0 : (int) Math.min(Bundle.count(bytes), whole - number * Bundle.SIZE);
            whole = number * Bundle.SIZE + count;
        }
        whole = Math.max(tail, whole);
        LongHashSet kept = new LongHashSet();
        for (long number = tail / Bundle.SIZE; number * Bundle.SIZE < whole; number++) {
            kept.add(number);
        }
        if (blobs.size() > kept.size()) {
            blobs.retain(kept);
        }
        long number = whole / Bundle.SIZE;
        int values = (int) (whole % Bundle.SIZE);
        open = bytes == null || values == 0 ? new Bundle(number, 0) : new Bundle(number, bytes, values);
        return whole;
    }

    /** Room for the value of the next position, wrapped by {@code room}; {@link #added} when it is filled. */
    void add(long position, int length, UnsafeBuffer room) {
        long number = position / Bundle.SIZE;
        if (open.number != number) {
            open = new Bundle(number, open.end());
        }
        open.add((int) (position % Bundle.SIZE), length, room);
    }

    /** The value of this position is filled: readers may have it. */
    void added(long position) {
        unwritten++;
        if ((position + 1) % Bundle.SIZE == 0) {
            write();
        }
    }

    /** Whether some would be lost if the process died now. */
    boolean isUnwritten() {
        return unwritten > 0;
    }

    void write() {
        if (unwritten > 0) {
            unwritten = 0;
            blobs.put(open.number, open.written());
        }
    }

    /** The value of a position that the ring holds; null if it is not there. */
    @Nullable
    UnsafeBuffer get(long position) {
        byte[] bytes = bytes(position / Bundle.SIZE);
        return bytes == null ? null : Bundle.value(bytes, (int) (position % Bundle.SIZE));
    }

    private byte @Nullable [] bytes(long number) {
        Bundle newest = open;
        if (newest.number == number) {
            return newest.bytes();
        }
        Read before = last;
        if (before != null && before.number == number) {
            return before.bytes;
        }
        byte[] bytes = blobs.get(number);
        if (bytes != null) {
            last = new Read(number, bytes);
        }
        return bytes;
    }

    /** The value of this position, the oldest, is given up. */
    void drop(long position) {
        if ((position + 1) % Bundle.SIZE == 0) {
            blobs.remove(position / Bundle.SIZE);
        }
    }
}

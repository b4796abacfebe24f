package io.gavel.view;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Where the record of an id lies in a ring whose records begin with it. Each record names the one before it in the same row of a
 * table; a row ends where the ring does, so nothing is ever removed. In memory only, made again from the ring. One thread
 * writes, any thread asks.
 */
final class IdIndex {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int ID = 0;

    private final Ring ring;
    private final int shift;
    /** The newest record of each row, and by place in the ring the one before; the lower half of a position. */
    private final AtomicIntegerArray newest;

    private final AtomicIntegerArray before;

    IdIndex(Ring ring) {
        this.ring = ring;
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(ring.capacity() - 1));
        this.shift = Long.SIZE - bits;
        this.newest = new AtomicIntegerArray(1 << bits);
        this.before = new AtomicIntegerArray(ring.capacity());
        read();
    }

    /** Reads the whole ring again. */
    void read() {
        for (long position = ring.tail(); position < ring.head(); position++) {
            add(ring.buffer().getLong(ring.at(position) + ID), position);
        }
    }

    /** The record of this position, the newest, is there. */
    void add(long id, long position) {
        int row = row(id);
        before.setRelease(place(position), newest.getPlain(row));
        newest.setRelease(row, (int) position);
    }

    /** The position of an id's record, or -1. */
    long find(long id) {
        int row = newest.getAcquire(row(id));
        long head = ring.head();
        long most = head - ring.tail();
        int age = 0;
        for (int next = row; ; ) {
            int older = (int) head - next;
            if (older <= age || older > most) {
                return -1;
            }
            age = older;
            long position = head - age;
            if (ring.buffer().getLong(ring.at(position) + ID) == id) {
                return position;
            }
            next = before.getAcquire(place(position));
        }
    }

    private int row(long id) {
        return (int) ((id * SPREAD) >>> shift);
    }

    private int place(long position) {
        return (int) (position % ring.capacity());
    }
}

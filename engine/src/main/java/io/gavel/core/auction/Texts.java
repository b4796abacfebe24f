package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Bytes that records of a {@link History} refer to: appended at the end, forgotten at the front, each run of bytes in one
 * piece at a position that stays its own. Grows by doubling; allocates only then.
 */
final class Texts {
    private UnsafeBuffer ring = new UnsafeBuffer(new byte[4096]);
    private long head;
    private long tail;

    /** Keeps these bytes (fewer than 128 KiB) and returns their position. */
    long append(DirectBuffer from, int offset, int length) {
        while (!fits(length)) {
            grow();
        }
        long position = place(length);
        ring.putBytes(at(position), from, offset, length);
        tail = position + length;
        return position;
    }

    /** Where the bytes of a position lie in {@link #bytes()}. */
    int at(long position) {
        return (int) (position & (ring.capacity() - 1));
    }

    DirectBuffer bytes() {
        return ring;
    }

    /** The position that the next bytes come after. */
    long end() {
        return tail;
    }

    /** Forgets everything before this position. */
    void forget(long position) {
        head = position;
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return ring.capacity();
    }

    void writeState(StateWriter out) {
        out.putInt(ring.capacity());
        out.putLong(head);
        out.putLong(tail);
        for (long position = head; position < tail; ) {
            int length = (int) Math.min(tail - position, ring.capacity() - at(position));
            out.putBytes(ring, at(position), length);
            position += length;
        }
    }

    void readState(StateReader in) {
        ring = new UnsafeBuffer(new byte[in.getInt()]);
        head = in.getLong();
        tail = in.getLong();
        UnsafeBuffer piece = new UnsafeBuffer(new byte[ring.capacity()]);
        for (long position = head; position < tail; ) {
            int length = in.getBytes(piece);
            ring.putBytes(at(position), piece, 0, length);
            position += length;
        }
    }

    /** The next position from which {@code length} bytes do not wrap around. */
    private long place(int length) {
        int at = at(tail);
        return at + length > ring.capacity() ? tail + ring.capacity() - at : tail;
    }

    private boolean fits(int length) {
        return length <= ring.capacity() && place(length) + length - head <= ring.capacity();
    }

    private void grow() {
        UnsafeBuffer smaller = ring;
        ring = new UnsafeBuffer(new byte[2 * smaller.capacity()]);
        for (long position = head; position < tail; ) {
            int from = (int) (position & (smaller.capacity() - 1));
            int length = (int) Math.min(tail - position, smaller.capacity() - from);
            ring.putBytes(at(position), smaller, from, length);
            position += length;
        }
    }
}

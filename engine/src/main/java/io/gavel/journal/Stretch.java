package io.gavel.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames that lie one behind the other in a segment and were found whole, as they are there. One thread at a time. */
final class Stretch {
    private static final int BYTES = 256 << 10;
    private static final int NEAR = 4 << 10;
    private static final int CACHE_LINE = 64;

    private final UnsafeBuffer frames = new UnsafeBuffer(0, 0);
    private int length;
    private long segment;
    private long position;
    private boolean isLast;

    /** Of no meaning, so that the looks are not left out. */
    long glanced;

    /** Forgets its frames. */
    void clear() {
        length = 0;
        isLast = false;
        if (frames.capacity() > BYTES) {
            frames.wrap(0, 0);
        }
    }

    /** Takes the reader's message; false if there is no room, or a gap before it. The first is taken however long it is. */
    boolean add(JournalReader reader) {
        int size = Frame.size(reader.length());
        if (length == 0) {
            segment = reader.segment();
            position = reader.position();
            if (size > frames.capacity()) {
                frames.wrap(new byte[Math.max(size, BYTES)]);
            }
        } else if (size > frames.capacity() - length
                || reader.position() != position + length
                || reader.segment() != segment) {
            return false;
        }
        frames.putBytes(length, reader.buffer(), reader.offset() - Frame.MESSAGE, size);
        length += size;
        return true;
    }

    /** Nothing comes behind it. */
    void end() {
        isLast = true;
    }

    boolean isLast() {
        return isLast;
    }

    /** Bytes of its frames. */
    int length() {
        return length;
    }

    /** The segment that they are of. */
    long segment() {
        return segment;
    }

    /** Where the first of them starts there. */
    long position() {
        return position;
    }

    DirectBuffer frames() {
        return frames;
    }

    /**
     * Looks at the next few kilobytes, and says up to where. What another thread wrote is far; it is waited for together if it is
     * asked for together, and otherwise line by line while messages are applied.
     */
    int glance(int from) {
        int to = Math.min(length, from + NEAR);
        long sum = 0;
        for (int at = from; at < to; at += CACHE_LINE) {
            sum += frames.getByte(at);
        }
        glanced = sum;
        return to;
    }

    int messageLength(int at) {
        return frames.getInt(at + Frame.LENGTH, LITTLE_ENDIAN);
    }

    long sequence(int at) {
        return frames.getLong(at + Frame.SEQUENCE, LITTLE_ENDIAN);
    }

    long timeMicros(int at) {
        return frames.getLong(at + Frame.TIME, LITTLE_ENDIAN);
    }
}

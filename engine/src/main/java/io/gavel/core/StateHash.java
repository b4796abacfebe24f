package io.gavel.core;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.gavel.message.StateWriter;
import org.agrona.DirectBuffer;

/**
 * Hashes a state instead of keeping it: equal states have equal hashes, on every machine and JDK. Two multiplications a
 * number (after the mixer of Stafford's variant 13 of MurmurHash3); against mistakes, not against malice. One thread.
 */
public final class StateHash implements StateWriter {
    private long hash = 0x6761766C2E686173L;

    @Override
    public void putLong(long value) {
        hash = mixed(hash, value);
    }

    /** The first {@code count} of some numbers, one after the other. */
    public void putLongs(long[] numbers, int count) {
        long present = hash;
        for (int i = 0; i < count; i++) {
            present = mixed(present, numbers[i]);
        }
        hash = present;
    }

    @Override
    public void putBytes(DirectBuffer buffer, int offset, int length) {
        putNumbers(buffer, offset, length, this);
    }

    /** Writes the numbers as which bytes are hashed: their length, eight bytes each, the rest. */
    public static void putNumbers(DirectBuffer buffer, int offset, int length, StateWriter out) {
        out.putLong(length);
        int whole = length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            out.putLong(buffer.getLong(offset + i, BIG_ENDIAN));
        }
        long rest = 0;
        for (int i = whole; i < length; i++) {
            rest = (rest << Byte.SIZE) | (buffer.getByte(offset + i) & 0xff);
        }
        out.putLong(rest);
    }

    /** The hash of what was written so far. */
    public long value() {
        return hash;
    }

    private static long mixed(long hash, long value) {
        long mixed = hash * 0x9E3779B97F4A7C15L ^ value;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 27;
    }
}

package io.gavel.view;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Values that follow each other, as one run of bytes: a version, then of each its length and its bytes. What was added does not
 * change, so any thread may read it while one adds.
 */
final class Bundle {
    /** Values in a full one. */
    static final int SIZE = 32;

    private static final byte VERSION = 1;
    private static final int FIRST = 8;
    private static final int LENGTH = Integer.BYTES;
    private static final int SMALLEST = 4096;

    final long number;
    private volatile byte[] bytes;
    private int count;
    private int end = FIRST;

    /** {@code bytesBefore}: how long the one before became. */
    Bundle(long number, int bytesBefore) {
        this.number = number;
        this.bytes = new byte[Math.max(SMALLEST, bytesBefore + bytesBefore / SIZE)];
        bytes[0] = VERSION;
    }

    /** One that was written, to go on with after {@code count} values; they must be there. */
    Bundle(long number, byte[] written, int count) {
        this.number = number;
        this.bytes = written;
        truncate(count);
    }

    /** How many values written bytes have. */
    static int count(byte[] written) {
        UnsafeBuffer in = new UnsafeBuffer(written);
        if (written[0] != VERSION) {
            throw new IllegalStateException("a bundle of version " + written[0]);
        }
        int count = 0;
        int at = FIRST;
        while (count < SIZE && at + LENGTH < written.length && in.getInt(at) > 0) {
            at += LENGTH + in.getInt(at);
            count++;
        }
        return count;
    }

    /** One value of written bytes. */
    static UnsafeBuffer value(byte[] written, int index) {
        UnsafeBuffer in = new UnsafeBuffer(written);
        int at = FIRST;
        for (int i = 0; i < index; i++) {
            at += LENGTH + in.getInt(at);
        }
        in.wrap(written, at + LENGTH, in.getInt(at));
        return in;
    }

    /**
     * Room for a value, of one byte at least, wrapped by {@code room}. What was at this place or behind is given up; places
     * before it that have none get a byte.
     */
    void add(int index, int length, UnsafeBuffer room) {
        if (index < count) {
            truncate(index);
        }
        while (count < index) {
            append(1, room);
        }
        append(length, room);
    }

    private void append(int length, UnsafeBuffer room) {
        int next = end + LENGTH + length;
        if (next > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * next, next + next / (count + 1) * (SIZE - count)));
        }
        room.wrap(bytes);
        room.putInt(end, length);
        room.wrap(bytes, end + LENGTH, length);
        end = next;
        count++;
    }

    private void truncate(int values) {
        UnsafeBuffer in = new UnsafeBuffer(bytes);
        end = FIRST;
        for (count = 0; count < values; count++) {
            end += LENGTH + in.getInt(end);
        }
        Arrays.fill(bytes, end, bytes.length, (byte) 0);
    }

    int end() {
        return end;
    }

    /** What it has so far; there may be zeros behind. */
    byte[] bytes() {
        return bytes;
    }

    /** What it has so far, without much behind. */
    byte[] written() {
        byte[] all = bytes;
        return all.length - end < end / 8 ? all : Arrays.copyOf(all, end);
    }
}

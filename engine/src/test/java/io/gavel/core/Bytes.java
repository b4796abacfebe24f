package io.gavel.core;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A state written to memory, to be compared and read back. */
public final class Bytes implements StateWriter, StateReader {
    private byte[] bytes = new byte[4096];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int length;
    private int position;

    static Bytes of(Exchange exchange) {
        Bytes state = new Bytes();
        exchange.writeState(state);
        return state;
    }

    byte[] all() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void putLong(long value) {
        reserve(8);
        buffer.putLong(length, value);
        length += 8;
    }

    @Override
    public void putBytes(DirectBuffer from, int offset, int count) {
        putLong(count);
        reserve(count);
        buffer.putBytes(length, from, offset, count);
        length += count;
    }

    @Override
    public long getLong() {
        position += 8;
        return buffer.getLong(position - 8);
    }

    @Override
    public int getBytes(MutableDirectBuffer target) {
        int count = Math.toIntExact(getLong());
        target.putBytes(0, buffer, position, count);
        position += count;
        return count;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            buffer.wrap(bytes);
        }
    }
}

package io.gavel.gateway.report.fact;

import io.gavel.message.OutputHandler;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Outputs as they were heard, one after the other. One thread at a time. */
final class Batch {
    private static final int SEQUENCE = 0;
    private static final int TIME = 8;
    private static final int INDEX = 16;
    private static final int LENGTH = 20;
    private static final int MESSAGE = 24;
    private static final int SMALL = 4_096;
    /** What grew for a rush is given back when it is over. */
    private static final int LARGE = 1 << 20;

    private ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(SMALL);
    private int end;
    private int count;

    void add(long sequence, int index, long timeMicros, DirectBuffer message, int offset, int length) {
        buffer.putLong(end + SEQUENCE, sequence);
        buffer.putLong(end + TIME, timeMicros);
        buffer.putInt(end + INDEX, index);
        buffer.putInt(end + LENGTH, length);
        buffer.putBytes(end + MESSAGE, message, offset, length);
        end += aligned(MESSAGE + length);
        count++;
    }

    int bytes() {
        return end;
    }

    int count() {
        return count;
    }

    void clear() {
        if (buffer.capacity() > LARGE && end < buffer.capacity() / 4) {
            buffer = new ExpandableArrayBuffer(SMALL);
        }
        end = 0;
        count = 0;
    }

    private static int aligned(int bytes) {
        return (bytes + Long.BYTES - 1) & -Long.BYTES;
    }

    /** Tells them again, in order. */
    void tell(OutputHandler hearer) {
        for (int at = 0; at < end; ) {
            int length = buffer.getInt(at + LENGTH);
            int next = at + aligned(MESSAGE + length);
            hearer.onOutput(
                    buffer.getLong(at + SEQUENCE),
                    buffer.getInt(at + INDEX),
                    buffer.getLong(at + TIME),
                    buffer,
                    at + MESSAGE,
                    length,
                    next == end);
            at = next;
        }
    }
}

package io.gavel.ring;

import org.agrona.ExpandableArrayBuffer;

/** Room for one output, reused for ever. */
final class OutputSlot {
    private static final int INITIAL_CAPACITY = 512;
    private static final int KEPT_CAPACITY = 4096;

    ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    int length;
    long sequence;
    int index;
    long timeMicros;

    /** Called by the core before it writes, when everybody has heard what was here. */
    ExpandableArrayBuffer claimed() {
        if (buffer.capacity() > KEPT_CAPACITY) {
            buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
        }
        return buffer;
    }
}

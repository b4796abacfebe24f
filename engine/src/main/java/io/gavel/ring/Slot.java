package io.gavel.ring;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Room for one input message on the line, reused for ever. Whoever claimed it encodes a message with its SBE header from
 * offset 0 and then either publishes or abandons it, exactly once, on the claiming thread; until then the line waits for it.
 */
public final class Slot {
    /** The longest message that a line takes, bytes; a line with small segments takes less. */
    public static final int MAX_LENGTH = 4 << 20;

    private static final int INITIAL_CAPACITY = 1024;
    private static final int KEPT_CAPACITY = 4096;

    private final InputRing ring;
    private ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private int length;
    private long sequence;
    private long timeMicros;
    private long place;

    Slot(InputRing ring) {
        this.ring = ring;
    }

    /** Where to encode, from offset 0; grows as it is written. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /**
     * Puts the encoded message on the line.
     *
     * @param length bytes encoded, header included
     * @throws IllegalArgumentException if no message has this length; the slot is then abandoned
     */
    public void publish(int length) {
        ring.publish(this, length);
    }

    /** Gives the slot back: nothing happened. */
    public void abandon() {
        ring.abandon(this);
    }

    void claimed(long place) {
        this.place = place;
        this.length = 0;
    }

    long place() {
        return place;
    }

    void length(int length) {
        this.length = length;
    }

    /** Bytes of the message, 0 if the slot was abandoned. */
    int length() {
        return length;
    }

    void stamp(long sequence, long timeMicros) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
    }

    long sequence() {
        return sequence;
    }

    long timeMicros() {
        return timeMicros;
    }

    /** The message was applied: large room is given back to the heap, so that one big document does not stay for ever. */
    void release() {
        if (buffer.capacity() > KEPT_CAPACITY) {
            buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
        }
    }
}

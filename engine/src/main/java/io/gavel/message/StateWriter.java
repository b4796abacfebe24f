package io.gavel.message;

import org.agrona.DirectBuffer;

/**
 * Where a slice writes its whole state: for a snapshot, or to be hashed. A slice writes the same numbers in the same order
 * for the same state, whatever way led to it (maps in the order of their keys), so equal states have equal hashes.
 */
public interface StateWriter {
    void putLong(long value);

    default void putInt(int value) {
        putLong(value);
    }

    default void putBoolean(boolean value) {
        putLong(value ? 1 : 0);
    }

    /** The length, then the bytes. */
    void putBytes(DirectBuffer buffer, int offset, int length);
}

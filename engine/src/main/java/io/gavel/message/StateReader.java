package io.gavel.message;

import org.agrona.MutableDirectBuffer;

/** What a {@link StateWriter} wrote, in the same order. */
public interface StateReader {
    long getLong();

    default int getInt() {
        return Math.toIntExact(getLong());
    }

    default boolean getBoolean() {
        return getLong() != 0;
    }

    /** Copies bytes into {@code target} from 0 (it must grow or suffice) and returns their length. */
    int getBytes(MutableDirectBuffer target);
}

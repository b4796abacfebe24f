package io.gavel.message;

import org.agrona.ExpandableArrayBuffer;

/**
 * The one way in which the rules speak: claim room, encode one output message with its SBE header from offset 0, send.
 * One thread (the core's); at most one claim open at a time. During recovery the outlet is mute.
 */
public interface Outlet {
    /** Room for one message, from the beginning of an array; grows as it is written. */
    ExpandableArrayBuffer claim();

    /** Whether anybody hears what is sent now: if not, it need not be encoded. */
    default boolean isHeard() {
        return true;
    }

    /** Sends what was encoded into the claimed room: {@code length} bytes, header included. */
    void send(int length);
}

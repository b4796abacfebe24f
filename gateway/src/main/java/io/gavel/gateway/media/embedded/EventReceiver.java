package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;

/**
 * Keys out of telephone-events (RFC 4733 §2.5). All packets of one event have its timestamp; it is told once, at the first that
 * bears the end. If all of these are lost, it is told when something later arrives. Pure; media loop only.
 */
final class EventReceiver {
    /** What {@link #event} and {@link #audio} say if there is no key. */
    static final char NONE = 0;

    private static final String KEYS = "0123456789*#ABCD";
    /** Audio this far behind the last update of an event that never ended, in samples. */
    private static final int OVERDUE = 800;

    private boolean any;
    private int timestamp;
    private int duration;
    private char key;
    private boolean told = true;

    /** A packet of an event: the key that is now known to be pressed and released, or {@link #NONE}. */
    char event(int packetTimestamp, ByteBuf packet, int payloadAt, int payloadEnd) {
        if (payloadEnd - payloadAt < 4) {
            return NONE;
        }
        int code = packet.getUnsignedByte(payloadAt);
        boolean end = packet.getByte(payloadAt + 1) < 0;
        char before = NONE;
        if (!any || packetTimestamp - timestamp > 0) {
            before = told ? NONE : key;
            begin(packetTimestamp, code);
        } else if (packetTimestamp != timestamp) {
            return NONE;
        }
        duration = Math.max(duration, packet.getUnsignedShort(payloadAt + 2));
        if (before == NONE && end && !told) {
            told = true;
            return key;
        }
        return before;
    }

    /** Audio arrived: the key of an event before it whose end was lost, or {@link #NONE}. */
    char audio(int packetTimestamp) {
        if (told || packetTimestamp - (timestamp + duration + OVERDUE) < 0) {
            return NONE;
        }
        told = true;
        return key;
    }

    /** The far side begins anew, with other timestamps. */
    void reset() {
        any = false;
        told = true;
    }

    private void begin(int packetTimestamp, int code) {
        any = true;
        timestamp = packetTimestamp;
        duration = 0;
        told = code >= KEYS.length();
        key = told ? NONE : KEYS.charAt(code);
    }

    /** The event's number, -1 if it is no key. */
    static int code(char key) {
        return KEYS.indexOf(key);
    }
}

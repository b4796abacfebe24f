package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;

/**
 * Sends keys as telephone-events (RFC 4733 §2.5): one packet a frame while the key is down, the end three times, then a pause of 60
 * ms before the next. Keys that come faster wait, 32 at most. Media loop only.
 */
final class KeySender {
    private static final int PAYLOAD = 4;
    private static final int VOLUME = 10;
    private static final int ENDS = 3;
    private static final int PAUSE_FRAMES = 3;
    private static final int MOST_WAITING = 32;

    private final int[] codes = new int[MOST_WAITING];
    private final int[] frames = new int[MOST_WAITING];
    private int first;
    private int waiting;

    private boolean begun;
    private int timestamp;
    private int sentFrames;
    private int ends;
    private int pause;

    /** One more key; dropped if too many wait. */
    void add(int code, int millis) {
        if (waiting < MOST_WAITING) {
            int at = (first + waiting++) % MOST_WAITING;
            codes[at] = code;
            frames[at] = Math.max(2, Math.min(300, millis / 20));
        }
    }

    /** The far side takes no keys any more. */
    void clear() {
        waiting = 0;
        begun = false;
    }

    boolean isBusy() {
        return waiting > 0 || pause > 0;
    }

    /** Whether this frame is a packet; not in a pause. */
    boolean speaks() {
        return waiting > 0 && pause == 0;
    }

    /** Writes this frame's packet; to be called once a frame while busy and speaking. */
    void next(ByteBuf packet, Outgoing out, int type, long nowNanos) {
        boolean marker = !begun;
        if (!begun) {
            begun = true;
            timestamp = out.resumeAt(nowNanos);
            sentFrames = 0;
            ends = 0;
        }
        sentFrames = Math.min(sentFrames + 1, frames[first]);
        boolean end = sentFrames == frames[first];
        out.event(packet, type, marker, timestamp, nowNanos);
        packet.writeByte(codes[first]).writeByte((end ? 0x80 : 0) | VOLUME).writeShort(sentFrames * Rtp.FRAME);
        if (end && ++ends == ENDS) {
            begun = false;
            first = (first + 1) % MOST_WAITING;
            waiting--;
            pause = PAUSE_FRAMES;
        }
    }

    /** A frame of the pause has passed. */
    void rest() {
        pause = Math.max(0, pause - 1);
    }

    static int bytes() {
        return Rtp.HEADER + PAYLOAD;
    }
}

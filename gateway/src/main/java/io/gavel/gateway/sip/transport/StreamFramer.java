package io.gavel.gateway.sip.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into messages by Content-Length (RFC 3261 §18.3), and hears the pings between them (RFC 5626 §4.4.1). */
final class StreamFramer {
    private static final byte[] LENGTH = "content-length".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final int limit;
    private byte[] buffer = new byte[2048];
    private int size;
    /** Up to here no end of headers was found. */
    private int searched;

    private int headEnd = -1;
    private int frameEnd;
    private boolean garbage;
    private int lineBreaks;
    private boolean pinged;

    StreamFramer(int limit) {
        this.limit = limit;
    }

    /** Takes a buffer's bytes; {@link #next} gives what is whole by now. */
    void add(byte[] bytes, int start, int count) {
        if (size + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + count));
        }
        System.arraycopy(bytes, start, buffer, size, count);
        size += count;
    }

    /** Whether the stream broke a rule; it is to be closed. */
    boolean isGarbage() {
        return garbage;
    }

    /** Whether something has begun and not ended. */
    boolean isAmidst() {
        return size > 0;
    }

    /** Whether a ping came since the last call. */
    boolean wasPinged() {
        boolean was = pinged;
        pinged = false;
        return was;
    }

    /** The next whole message, null if there is none (yet). */
    byte @Nullable [] next() {
        skipLineBreaks();
        if (garbage || size == 0) {
            return null;
        }
        if (headEnd < 0 && !findHeadEnd()) {
            return null;
        }
        if (size < frameEnd) {
            return null;
        }
        byte[] frame = Arrays.copyOf(buffer, frameEnd);
        drop(frameEnd);
        headEnd = -1;
        return frame;
    }

    private void skipLineBreaks() {
        if (headEnd >= 0 || searched > 0) {
            return;
        }
        int at = 0;
        while (at < size && (buffer[at] == '\r' || buffer[at] == '\n')) {
            if (buffer[at] == '\n') {
                lineBreaks++;
                if (lineBreaks == 2) {
                    pinged = true;
                    lineBreaks = 0;
                }
            }
            at++;
        }
        drop(at);
        if (size > 0) {
            lineBreaks = 0;
        }
    }

    private boolean findHeadEnd() {
        for (int at = Math.max(0, searched - 3); at < size; at++) {
            if (buffer[at] == '\n' && at + 1 < size) {
                int next = buffer[at + 1] == '\r' ? at + 2 : at + 1;
                if (next < size && buffer[next] == '\n') {
                    headEnd = next + 1;
                    return measure();
                }
            }
        }
        searched = size;
        garbage = size > limit;
        return false;
    }

    private boolean measure() {
        searched = 0;
        int length = contentLength();
        if (length < 0 || headEnd + length > limit) {
            garbage = true;
            return false;
        }
        frameEnd = headEnd + length;
        return true;
    }

    /** 0 if it is missing (the parser's matter), -1 if it is broken or stands there twice. */
    private int contentLength() {
        int found = 0;
        boolean seen = false;
        for (int at = 0; at < headEnd; at++) {
            if (buffer[at] == '\n' && at + 1 < headEnd) {
                int colon = nameEnd(at + 1);
                if (colon > 0) {
                    found = seen ? -1 : number(colon + 1);
                    seen = true;
                    if (found < 0) {
                        return -1;
                    }
                }
            }
        }
        return found;
    }

    /** Where the colon of a Content-Length at this place is, 0 if this is another header. */
    private int nameEnd(int start) {
        int at = start;
        if ((buffer[at] | 0x20) == 'l' && (buffer[at + 1] == ':' || buffer[at + 1] == ' ' || buffer[at + 1] == '\t')) {
            at++;
        } else {
            for (byte letter : LENGTH) {
                if (at >= headEnd || (buffer[at] | 0x20) != letter) {
                    return 0;
                }
                at++;
            }
        }
        while (at < headEnd && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
        return at < headEnd && buffer[at] == ':' ? at : 0;
    }

    private int number(int start) {
        int at = start;
        while (at < headEnd && " \t\r\n".indexOf(buffer[at]) >= 0) {
            at++;
        }
        int digits = at;
        long number = 0;
        while (at < headEnd && buffer[at] >= '0' && buffer[at] <= '9' && at - digits < 10) {
            number = number * 10 + (buffer[at] - '0');
            at++;
        }
        boolean ended = at > digits && at < headEnd && " \t\r\n".indexOf(buffer[at]) >= 0;
        return ended && number <= limit ? (int) number : -1;
    }

    private void drop(int count) {
        if (count > 0) {
            System.arraycopy(buffer, count, buffer, 0, size - count);
            size -= count;
        }
    }
}

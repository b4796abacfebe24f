package io.gavel.gateway.sip.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message of the bytes of a datagram or of a frame of a stream. Liberal where RFC 3261 says so (bare line feeds, compact
 * forms, folding, empty lines before), strict where a doubt would let two readers understand two things.
 */
public final class SipParser {
    private final SipLimits limits;

    public SipParser(SipLimits limits) {
        this.limits = limits;
    }

    /**
     * The message; it keeps the bytes, so they must not change any more. Its fault says what is wrong with it.
     *
     * @return null if the bytes are no SIP message, or nobody could be told what is wrong with it
     */
    public @Nullable SipMessage parse(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        int lineEnd = lineEnd(bytes, at, end);
        if (lineEnd < 0 || lineEnd - at < 12) {
            return null;
        }
        Headers headers = new Headers(bytes, 16);
        SipMessage message = StartLine.read(bytes, at, contentEnd(bytes, at, lineEnd), headers);
        if (message == null) {
            return null;
        }
        if (length > limits.messageBytes()) {
            message.fault(513, "Message Too Large");
        }
        int body = readHeaders(bytes, lineEnd + 1, end, headers, message);
        readBody(bytes, body, end, message);
        MandatoryHeaders.check(message);
        return message;
    }

    /** Where the body starts. */
    private int readHeaders(byte[] bytes, int start, int end, Headers headers, SipMessage message) {
        int at = start;
        while (at < end) {
            int lineEnd = lineEnd(bytes, at, end);
            if (lineEnd < 0) {
                message.fault(400, "Headers Do Not End");
                lineEnd = end;
            }
            int contentEnd = contentEnd(bytes, at, lineEnd);
            if (contentEnd == at) {
                return Math.min(end, lineEnd + 1);
            }
            boolean folded = false;
            while (lineEnd + 1 < end && isSpace(bytes[lineEnd + 1])) {
                folded = true;
                int next = lineEnd(bytes, lineEnd + 1, end);
                if (next < 0) {
                    message.fault(400, "Headers Do Not End");
                    next = end;
                }
                contentEnd = contentEnd(bytes, lineEnd + 1, next);
                lineEnd = next;
            }
            readHeader(bytes, at, contentEnd, folded, headers, message);
            Fault fault = message.fault();
            if (fault != null && fault.status() == 513) {
                return end;
            }
            at = lineEnd + 1;
        }
        message.fault(400, "Headers Do Not End");
        return end;
    }

    private void readHeader(byte[] bytes, int start, int end, boolean folded, Headers headers, SipMessage message) {
        int nameEnd = start;
        while (nameEnd < end && Cursor.isToken((char) (bytes[nameEnd] & 0xff))) {
            nameEnd++;
        }
        int colon = nameEnd;
        while (colon < end && isSpace(bytes[colon])) {
            colon++;
        }
        if (nameEnd == start || colon == end || bytes[colon] != ':') {
            message.fault(400, "Broken Header");
            return;
        }
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        if (to - from > limits.headerBytes() || headers.size() >= limits.headers()) {
            message.fault(513, "Message Too Large");
            return;
        }
        boolean broken = !folded && hasReturn(bytes, from, to);
        if (broken) {
            message.fault(400, "Carriage Return In Header");
        }
        String name = HeaderName.of(bytes, start, nameEnd - start);
        if (HeaderName.isSingle(name) && headers.find(name, 0) >= 0) {
            message.fault(400, "Repeated " + name);
        }
        headers.addPlace(name, from, to - from, folded || broken);
    }

    private static void readBody(byte[] bytes, int start, int end, SipMessage message) {
        int available = end - start;
        int length = available;
        String declared = message.header(HeaderName.CONTENT_LENGTH);
        if (declared != null) {
            length = (int) Text.number(declared, Integer.MAX_VALUE);
            if (length < 0 || length > available) {
                message.fault(400, "Wrong Content-Length");
                length = 0;
            }
        }
        message.body(bytes, start, length);
    }

    /** Where the next line feed is, -1 if there is none. */
    private static int lineEnd(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private static int contentEnd(byte[] bytes, int start, int lineEnd) {
        return lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }

    private static boolean hasReturn(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isBlank(byte octet) {
        return isSpace(octet) || octet == '\r' || octet == '\n';
    }

    static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}

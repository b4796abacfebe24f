package io.gavel.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds where an HTTP/1.1 answer ends (RFC 9112 §6), its status and whether its body contains a text; nothing more. */
final class AnswerReader {

    private static final int LIMIT = 1 << 20;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] expected;
    private byte[] bytes = new byte[4096];
    private int length;

    AnswerReader(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes all of what came; the status if the answer is complete, else 0, or -1 if it is no answer. */
    int read(ByteBuf in) {
        int more = in.readableBytes();
        if (length + more > LIMIT) {
            return -1;
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
        in.readBytes(bytes, length, more);
        length += more;
        int head = endOfHead();
        if (head < 0) {
            return 0;
        }
        if (length < 12 || bytes[0] != 'H') {
            return -1;
        }
        int status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        if (status == 204 || status == 304) {
            return status;
        }
        int contentLength = contentLength(head);
        boolean complete = contentLength >= 0 ? length >= head + contentLength : endsWith(LAST_CHUNK);
        return complete ? status : 0;
    }

    /** Whether the complete answer has what is expected in it. */
    boolean isExpected() {
        if (expected.length == 0) {
            return true;
        }
        for (int at = 0; at <= length - expected.length; at++) {
            if (Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets the answer: the next may come. */
    void reset() {
        length = 0;
    }

    private int endOfHead() {
        for (int at = 3; at < length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    /** From the head; 0 if nothing is said of a body, -1 if it comes in chunks. */
    private int contentLength(int head) {
        int found = 0;
        for (int at = 0; at < head; at = nextLine(at, head)) {
            if (lineStartsWith(CONTENT_LENGTH, at, head)) {
                return number(at + CONTENT_LENGTH.length, head);
            }
            if (lineStartsWith(TRANSFER_ENCODING, at, head)) {
                found = -1;
            }
        }
        return found;
    }

    private int nextLine(int from, int head) {
        int at = from;
        while (at < head && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private boolean lineStartsWith(byte[] name, int from, int head) {
        if (head - from < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((bytes[from + i] | ' ') != (name[i] | ' ')) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int head) {
        int value = 0;
        for (int at = from; at < head && bytes[at] != '\r'; at++) {
            if (bytes[at] != ' ') {
                value = value * 10 + bytes[at] - '0';
            }
        }
        return value;
    }

    private boolean endsWith(byte[] end) {
        return length >= end.length && Arrays.equals(bytes, length - end.length, length, end, 0, end.length);
    }
}

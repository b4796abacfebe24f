package io.gavel.gateway.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads HTTP/1.x answers (RFC 9112) from bytes in whatever pieces they come. Strict where laxness would leave it unclear
 * where an answer ends: both a length and a transfer coding, lengths that differ, folded headers, other codings than chunked
 * and unasked content codings are refused. Never throws for what it is fed. One thread; used for one answer after another.
 */
final class AnswerReader {
    private static final int LINE_LIMIT = 8 * 1024;
    private static final int HEAD_LIMIT = 16 * 1024;
    private static final int INTERIM_LIMIT = 8;
    private static final byte[] CONTENT_LENGTH = "content-length".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_ENCODING = "content-encoding".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY_AFTER = "retry-after".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);

    private enum State {
        STATUS,
        HEADERS,
        LENGTH_BODY,
        CHUNK_SIZE,
        CHUNK_BODY,
        CHUNK_END,
        TRAILERS,
        BODY_TO_END,
        DONE,
        GARBAGE
    }

    private final int bodyLimit;
    private State state = State.STATUS;
    private byte[] line = new byte[256];
    private int lineLength;
    private int headLength;
    private int interim;
    private byte[] body = new byte[512];
    private int bodyLength;
    private long remaining;
    private int status;
    private boolean keepAlive;
    private long contentLength;
    private boolean chunked;
    private String retryAfter = "";

    AnswerReader(int bodyLimit) {
        this.bodyLimit = bodyLimit;
        reset();
    }

    /** Ready for the next answer. */
    void reset() {
        state = State.STATUS;
        lineLength = 0;
        headLength = 0;
        interim = 0;
        bodyLength = 0;
        startHead();
    }

    /** Takes bytes and returns how many it took: fewer than given only when the answer is done or garbage. */
    int read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state != State.DONE && state != State.GARBAGE) {
            at = switch (state) {
                case LENGTH_BODY, CHUNK_BODY, BODY_TO_END -> readBody(bytes, at, to);
                default -> readLine(bytes, at, to);
            };
        }
        return at - from;
    }

    /** The other side closed: an answer whose body ends there is done, any other was cut short. */
    void end() {
        if (state == State.BODY_TO_END) {
            state = State.DONE;
        } else if (state != State.DONE) {
            state = State.GARBAGE;
        }
    }

    boolean isDone() {
        return state == State.DONE;
    }

    boolean isGarbage() {
        return state == State.GARBAGE;
    }

    /** Whether no byte of an answer came yet. */
    boolean isUntouched() {
        return state == State.STATUS && lineLength == 0 && interim == 0;
    }

    /** Whether the connection may be used again after this answer. */
    boolean keepAlive() {
        return keepAlive;
    }

    int status() {
        return status;
    }

    /** When the other side wants to be asked again, in its words, of small letters; empty: it does not say. */
    String retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body;
    }

    int bodyLength() {
        return bodyLength;
    }

    private int readLine(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        int taken = end - from;
        boolean inHead = state == State.STATUS || state == State.HEADERS || state == State.TRAILERS;
        headLength += inHead ? taken + 1 : 0;
        if (lineLength + taken > LINE_LIMIT || headLength > HEAD_LIMIT) {
            state = State.GARBAGE;
            return end;
        }
        if (end == to) {
            keep(bytes, from, taken);
            return to;
        }
        if (lineLength == 0) {
            takeLine(bytes, from, end);
        } else {
            keep(bytes, from, taken);
            int length = lineLength;
            lineLength = 0;
            takeLine(line, 0, length);
        }
        return end + 1;
    }

    private void keep(byte[] bytes, int from, int count) {
        if (line.length < lineLength + count) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, lineLength + count));
        }
        System.arraycopy(bytes, from, line, lineLength, count);
        lineLength += count;
    }

    /** One line without its LF; a CR before that does not count. */
    private void takeLine(byte[] bytes, int from, int end) {
        int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        state = switch (state) {
            case STATUS -> statusLine(bytes, from, to);
            case HEADERS -> from == to ? headersDone() : header(bytes, from, to);
            case CHUNK_SIZE -> chunkSize(bytes, from, to);
            case CHUNK_END -> from == to ? State.CHUNK_SIZE : State.GARBAGE;
            case TRAILERS -> from == to ? State.DONE : State.TRAILERS;
            default -> State.GARBAGE;
        };
    }

    /** {@code HTTP/1.1 200 OK}; the words after the number are optional. */
    private State statusLine(byte[] b, int from, int to) {
        boolean known = to - from >= 12
                && b[from] == 'H'
                && b[from + 1] == 'T'
                && b[from + 2] == 'T'
                && b[from + 3] == 'P'
                && b[from + 4] == '/'
                && b[from + 5] == '1'
                && b[from + 6] == '.'
                && (b[from + 7] == '0' || b[from + 7] == '1')
                && b[from + 8] == ' '
                && (to - from == 12 || b[from + 12] == ' ');
        if (!known) {
            return State.GARBAGE;
        }
        status = number(b, from + 9, from + 12);
        keepAlive = b[from + 7] == '1';
        return status >= 100 && status < 600 ? State.HEADERS : State.GARBAGE;
    }

    private State header(byte[] b, int from, int to) {
        int colon = from;
        while (colon < to && b[colon] != ':') {
            colon++;
        }
        if (colon == from || colon == to || b[from] == ' ' || b[from] == '\t') {
            return State.GARBAGE;
        }
        if (is(b, from, colon, CONTENT_LENGTH)) {
            return contentLength(text(b, colon + 1, to));
        }
        if (is(b, from, colon, TRANSFER_ENCODING)) {
            boolean again = chunked;
            chunked = text(b, colon + 1, to).equals("chunked");
            return chunked && !again ? State.HEADERS : State.GARBAGE;
        }
        if (is(b, from, colon, CONTENT_ENCODING)) {
            return text(b, colon + 1, to).equals("identity") ? State.HEADERS : State.GARBAGE;
        }
        if (is(b, from, colon, RETRY_AFTER)) {
            retryAfter = text(b, colon + 1, to);
        }
        if (is(b, from, colon, CONNECTION)) {
            connection(text(b, colon + 1, to));
        }
        return State.HEADERS;
    }

    private State contentLength(String value) {
        boolean digits = !value.isEmpty() && value.length() <= 18;
        for (int i = 0; i < value.length(); i++) {
            digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            return State.GARBAGE;
        }
        long length = Long.parseLong(value);
        if (contentLength >= 0 && contentLength != length) {
            return State.GARBAGE;
        }
        contentLength = length;
        return State.HEADERS;
    }

    private void connection(String value) {
        for (String option : value.split(",", -1)) {
            switch (option.strip()) {
                case "close" -> keepAlive = false;
                case "keep-alive" -> keepAlive = true;
                default -> {}
            }
        }
    }

    private State headersDone() {
        if (status < 200) {
            boolean goOn = status != 101 && ++interim <= INTERIM_LIMIT;
            startHead();
            return goOn ? State.STATUS : State.GARBAGE;
        }
        if (chunked && contentLength >= 0) {
            return State.GARBAGE;
        }
        if (status == 204 || status == 304) {
            return State.DONE;
        }
        if (chunked) {
            return State.CHUNK_SIZE;
        }
        if (contentLength < 0) {
            keepAlive = false;
            return State.BODY_TO_END;
        }
        if (contentLength > bodyLimit) {
            return State.GARBAGE;
        }
        remaining = contentLength;
        return remaining == 0 ? State.DONE : State.LENGTH_BODY;
    }

    private void startHead() {
        contentLength = -1;
        chunked = false;
        keepAlive = false;
        retryAfter = "";
        status = 0;
    }

    /** Hex digits, then perhaps extensions, which mean nothing here. */
    private State chunkSize(byte[] b, int from, int to) {
        long size = 0;
        int at = from;
        while (at < to && Character.digit(b[at], 16) >= 0) {
            size = size << 4 | Character.digit(b[at], 16);
            at++;
            if (size > bodyLimit) {
                return State.GARBAGE;
            }
        }
        boolean ended = at == to || b[at] == ';' || b[at] == ' ' || b[at] == '\t';
        if (at == from || !ended) {
            return State.GARBAGE;
        }
        remaining = size;
        return size == 0 ? State.TRAILERS : State.CHUNK_BODY;
    }

    private int readBody(byte[] bytes, int from, int to) {
        int count = state == State.BODY_TO_END ? to - from : (int) Math.min(remaining, to - from);
        if (bodyLength + count > bodyLimit) {
            state = State.GARBAGE;
            return from;
        }
        if (body.length < bodyLength + count) {
            body = Arrays.copyOf(body, Math.min(bodyLimit, Math.max(body.length * 2, bodyLength + count)));
        }
        System.arraycopy(bytes, from, body, bodyLength, count);
        bodyLength += count;
        remaining -= count;
        if (remaining == 0 && state == State.LENGTH_BODY) {
            state = State.DONE;
        } else if (remaining == 0 && state == State.CHUNK_BODY) {
            state = State.CHUNK_END;
        }
        return from + count;
    }

    private static int number(byte[] b, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return -1;
            }
            value = value * 10 + b[i] - '0';
        }
        return value;
    }

    private static boolean is(byte[] b, int from, int to, byte[] name) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            int c = b[from + i];
            int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
            if (lower != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}

package io.gavel.message;

import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes a filter as the core reads it ({@link FilterCode}), in prefix form: {@code all(2).is(STATE, x).between(AGE, 25, 64)}.
 * The caller says how many parts follow and then writes them; {@link #toBytes} checks that none is missing. Operators that say
 * the same thing have one code: {@code is} is IN, {@code lessThan} and {@code atLeast} are BETWEEN. For one thread.
 */
public final class FilterWriter {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private int length;
    private long missing = 1;
    private boolean empty = true;

    /** Starts anew. */
    public FilterWriter clear() {
        length = 0;
        missing = 1;
        empty = true;
        return this;
    }

    /** The next {@code parts} nodes must all be true. */
    public FilterWriter all(int parts) {
        return combine(FilterCode.ALL, parts);
    }

    /** One of the next {@code parts} nodes must be true. */
    public FilterWriter any(int parts) {
        return combine(FilterCode.ANY, parts);
    }

    /** The opposite of the next node. */
    public FilterWriter not() {
        node(FilterCode.NOT);
        missing++;
        return this;
    }

    public FilterWriter is(int field, long value) {
        return in(field, value);
    }

    public FilterWriter isNot(int field, long value) {
        return notIn(field, value);
    }

    public FilterWriter in(int field, long... values) {
        return values(FilterCode.IN, field, values);
    }

    public FilterWriter notIn(int field, long... values) {
        return values(FilterCode.NOT_IN, field, values);
    }

    /** Both ends belong. */
    public FilterWriter between(int field, long low, long high) {
        predicate(FilterCode.BETWEEN, field);
        putLong(low);
        putLong(high);
        return this;
    }

    public FilterWriter lessThan(int field, long value) {
        return value == Long.MIN_VALUE ? in(field) : between(field, Long.MIN_VALUE, value - 1);
    }

    public FilterWriter atLeast(int field, long value) {
        return between(field, value, Long.MAX_VALUE);
    }

    public FilterWriter exists(int field, boolean wanted) {
        predicate(FilterCode.EXISTS, field);
        buffer.putByte(length++, (byte) (wanted ? 1 : 0));
        return this;
    }

    public FilterWriter textIs(int field, String text) {
        return texts(FilterCode.TEXT_IN, field, text);
    }

    public FilterWriter textIn(int field, String... texts) {
        return texts(FilterCode.TEXT_IN, field, texts);
    }

    public FilterWriter textStartsWith(int field, String... prefixes) {
        return texts(FilterCode.STARTS, field, prefixes);
    }

    /**
     * The filter's bytes; none if nothing was written.
     *
     * @throws IllegalStateException if a combination still lacks parts
     */
    public byte[] toBytes() {
        if (!empty && missing != 0) {
            throw new IllegalStateException(missing + " parts of the filter are missing");
        }
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private FilterWriter combine(int code, int parts) {
        if (parts < 0) {
            throw new IllegalArgumentException("parts " + parts);
        }
        node(code);
        putInt(parts);
        missing += parts;
        return this;
    }

    private FilterWriter values(int code, int field, long... values) {
        predicate(code, field);
        putInt(values.length);
        for (long value : values) {
            putLong(value);
        }
        return this;
    }

    private FilterWriter texts(int code, int field, String... texts) {
        predicate(code, field);
        putInt(texts.length);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0xffff) {
                throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
            }
            buffer.putShort(length, (short) bytes.length, java.nio.ByteOrder.LITTLE_ENDIAN);
            buffer.putBytes(length + 2, bytes);
            length += 2 + bytes.length;
        }
        return this;
    }

    private void predicate(int code, int field) {
        if (field < 0 || field >= Attributes.MAX_FIELDS) {
            throw new IllegalArgumentException("field " + field);
        }
        node(code);
        buffer.putByte(length++, (byte) field);
    }

    private void node(int code) {
        if (missing == 0) {
            throw new IllegalStateException("the filter is complete");
        }
        missing--;
        empty = false;
        buffer.putByte(length++, (byte) code);
    }

    private void putInt(int value) {
        buffer.putInt(length, value, java.nio.ByteOrder.LITTLE_ENDIAN);
        length += Integer.BYTES;
    }

    private void putLong(long value) {
        buffer.putLong(length, value, java.nio.ByteOrder.LITTLE_ENDIAN);
        length += Long.BYTES;
    }
}

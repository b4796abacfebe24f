package io.gavel.gateway.http;

import io.gavel.message.Ids;
import io.gavel.message.Money;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON written into a byte array that grows and is reused. One thread. */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER_BYTES = 21;

    private byte[] bytes = new byte[1024];
    private int length;

    public JsonBytes clear() {
        length = 0;
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public JsonBytes raw(byte[] text) {
        return raw(text, 0, text.length);
    }

    public JsonBytes raw(byte[] text, int offset, int count) {
        room(count);
        System.arraycopy(text, offset, bytes, length, count);
        length += count;
        return this;
    }

    public JsonBytes raw(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    public JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return string(utf8, 0, utf8.length);
    }

    /** A string of UTF-8 bytes, quoted and escaped. */
    public JsonBytes string(byte[] utf8, int offset, int count) {
        room(6 * count + 2);
        bytes[length++] = '"';
        for (int i = offset; i < offset + count; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = b;
            } else if (b >= 0 && b < 0x20) {
                escape(b);
            } else {
                bytes[length++] = b;
            }
        }
        bytes[length++] = '"';
        return this;
    }

    public JsonBytes number(long value) {
        room(NUMBER_BYTES);
        if (value < 0) {
            return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** An amount as a decimal number. */
    public JsonBytes money(long micros) {
        room(Money.MAX_LENGTH);
        length = Money.write(micros, bytes, length);
        return this;
    }

    /** The text of an id, not quoted. */
    public JsonBytes id(long id) {
        room(Ids.LENGTH);
        Ids.write(id, bytes, length);
        length += Ids.LENGTH;
        return this;
    }

    private void escape(byte control) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[control >> 4];
        bytes[length++] = HEX[control & 15];
    }

    private void room(int count) {
        if (bytes.length < length + count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}

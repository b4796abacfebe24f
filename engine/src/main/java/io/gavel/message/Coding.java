package io.gavel.message;

import org.agrona.DirectBuffer;

/**
 * How texts become integers on the line. Stable for ever: the results are journaled. Any thread.
 *
 * <p>Hash: FNV-1a, 64 bit (Fowler, Noll, Vo), over UTF-8 bytes, with a final mix; never 0.
 */
public final class Coding {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Coding() {}

    /** The code of an enum's value or of a text. */
    public static long hash(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        long hash = OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return finish(hash);
    }

    /** The same over UTF-8 bytes in a buffer. */
    public static long hash(DirectBuffer buffer, int offset, int length) {
        long hash = OFFSET;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (buffer.getByte(offset + i) & 0xff)) * PRIME;
        }
        return finish(hash);
    }

    /** Two codes made one, order mattering: for keys of several parts. Never 0. */
    public static long combine(long first, long second) {
        return finish((first * 31 + 0x9E3779B97F4A7C15L) ^ second * PRIME);
    }

    /** The code of a US state or territory: its two letters, for example {@code CA}. */
    public static long usState(char first, char second) {
        return (long) first << 8 | second;
    }

    /** The two letters of a state's code. */
    public static String usState(long code) {
        return new String(new char[] {(char) (code >>> 8), (char) (code & 0xff)});
    }

    /** A number's bits well mixed, for tables; no two numbers have the same. */
    public static long mix(long number) {
        long mixed = (number ^ number >>> 32) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        return mixed == 0 ? 1 : mixed;
    }
}

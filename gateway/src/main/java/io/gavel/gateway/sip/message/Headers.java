package io.gavel.gateway.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Header lines in order. A value that came in is a place in the message's bytes until it is read. */
final class Headers {
    private final byte[] source;
    private String[] names;
    private @Nullable String[] values;
    /** Two numbers each: start and length; the length is negative where lines were folded. */
    private int[] places;

    private int size;

    Headers(byte[] source, int capacity) {
        this.source = source;
        this.names = new String[capacity];
        this.values = new @Nullable String[capacity];
        this.places = new int[2 * capacity];
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    String value(int index) {
        String value = values[index];
        if (value == null) {
            value = read(places[2 * index], places[2 * index + 1]);
            values[index] = value;
        }
        return value;
    }

    /** The next line of this name, -1 if there is none. */
    int find(String name, int from) {
        for (int at = from; at < size; at++) {
            if (names[at].equalsIgnoreCase(name)) {
                return at;
            }
        }
        return -1;
    }

    void addPlace(String name, int start, int length, boolean folded) {
        int index = open(size);
        names[index] = name;
        places[2 * index] = start;
        places[2 * index + 1] = folded ? -length : length;
    }

    void add(String name, String value) {
        insert(size, name, value);
    }

    void addFirst(String name, String value) {
        insert(0, name, value);
    }

    void set(String name, String value) {
        int at = find(name, 0);
        if (at < 0) {
            add(name, value);
            return;
        }
        replace(at, value);
        for (int other = find(name, at + 1); other >= 0; other = find(name, at + 1)) {
            close(other);
        }
    }

    void replace(int index, String value) {
        values[index] = checked(value);
    }

    void remove(String name) {
        for (int at = find(name, 0); at >= 0; at = find(name, 0)) {
            close(at);
        }
    }

    private void insert(int at, String name, String value) {
        String safe = checked(value);
        if (!Cursor.isToken(name)) {
            throw new IllegalArgumentException("a header's name is a token");
        }
        int index = open(at);
        names[index] = name;
        values[index] = safe;
    }

    private int open(int at) {
        if (size == names.length) {
            int capacity = 2 * size;
            names = Arrays.copyOf(names, capacity);
            values = Arrays.copyOf(values, capacity);
            places = Arrays.copyOf(places, 2 * capacity);
        }
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        System.arraycopy(places, 2 * at, places, 2 * at + 2, 2 * (size - at));
        values[at] = null;
        size++;
        return at;
    }

    private void close(int at) {
        size--;
        System.arraycopy(names, at + 1, names, at, size - at);
        System.arraycopy(values, at + 1, values, at, size - at);
        System.arraycopy(places, 2 * at + 2, places, 2 * at, 2 * (size - at));
    }

    private static String checked(String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header's value has no line breaks");
        }
        return value;
    }

    private String read(int start, int length) {
        String value = new String(source, start, Math.abs(length), StandardCharsets.UTF_8);
        return length < 0 ? unfolded(value) : value;
    }

    /** Each fold (a line break and the white space around it) is one space (RFC 3261 §7.3.1). */
    private static String unfolded(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c != '\r' && c != '\n') {
                text.append(c);
                continue;
            }
            while (text.length() > 0 && Cursor.isSpace(text.charAt(text.length() - 1))) {
                text.setLength(text.length() - 1);
            }
            while (at + 1 < value.length() && " \t\r\n".indexOf(value.charAt(at + 1)) >= 0) {
                at++;
            }
            text.append(' ');
        }
        return text.toString().strip();
    }
}

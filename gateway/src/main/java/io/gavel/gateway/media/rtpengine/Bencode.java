package io.gavel.gateway.media.rtpengine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bencode: numbers, strings of bytes, lists, maps with sorted keys. Pure. */
final class Bencode {
    private static final int DEEPEST = 20;

    private final byte[] bytes;
    private int at;

    private Bencode(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of String, byte[], Integer, Long, List, Map with String keys. */
    static byte[] encode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        write(value, out);
        return out.toByteArray();
    }

    private static void write(Object value, ByteArrayOutputStream out) {
        if (value instanceof Map<?, ?> map) {
            out.write('d');
            new TreeMap<>(map).forEach((key, inside) -> {
                write(String.valueOf(key), out);
                write(inside, out);
            });
            out.write('e');
        } else if (value instanceof List<?> list) {
            out.write('l');
            list.forEach(inside -> write(inside, out));
            out.write('e');
        } else if (value instanceof Number number) {
            out.writeBytes(ascii("i" + number.longValue() + "e"));
        } else {
            byte[] string = value instanceof byte[] raw ? raw : value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ascii(string.length + ":"));
            out.writeBytes(string);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads one value; strings as text.
     *
     * @param start where it begins
     * @throws IllegalArgumentException if it is none
     */
    static Object decode(byte[] bytes, int start) {
        Bencode reader = new Bencode(bytes);
        reader.at = start;
        return reader.read(0);
    }

    private Object read(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("too deep");
        }
        return switch (next()) {
            case 'i' -> number('e');
            case 'l' -> list(depth);
            case 'd' -> map(depth);
            default -> {
                at--;
                yield string();
            }
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        while (!ends()) {
            list.add(read(depth + 1));
        }
        return list;
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new TreeMap<>();
        while (!ends()) {
            map.put(String.valueOf(read(depth + 1)), read(depth + 1));
        }
        return map;
    }

    private String string() {
        long length = number(':');
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("a string is cut off");
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
        at += (int) length;
        return text;
    }

    private long number(int end) {
        int start = at;
        while (next() != end) {
            if (at - start > 20) {
                throw new IllegalArgumentException("no number");
            }
        }
        return Long.parseLong(new String(bytes, start, at - start - 1, StandardCharsets.US_ASCII));
    }

    private boolean ends() {
        if (next() == 'e') {
            return true;
        }
        at--;
        return false;
    }

    private int next() {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("cut off");
        }
        return bytes[at++];
    }
}

package io.gavel.bench.load;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request with holes. In its body <code>{{n}}</code> is a number that never comes twice, <code>{{digit}}</code> its last digit,
 * <code>{{phone}}</code> a phone number that rarely does, <code>{{hash}}</code> 64 hexadecimal digits by chance, <code>{{zip}}</code> a ZIP code, <code>{{age}}</code> 18 to 79,
 * <code>{{boolean}}</code> either. Every filling of a hole is of the same length, so that the head is the same for all.
 */
public final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String[] ZIPS = {
        "90210", "94110", "89101", "10001", "60601", "77002", "33101", "98101", "30301", "80202", "85001", "02108"
    };
    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_LENGTH = 64;
    private static final int NUMBER_LENGTH = 12;

    private final byte[] head;
    private final List<Part> parts;

    private Template(byte[] head, List<Part> parts) {
        this.head = head;
        this.parts = parts;
    }

    /** A POST of JSON with more headers, each {@code name: value}. */
    public static Template post(URI url, String body, List<String> headers) {
        List<Part> parts = new ArrayList<>();
        int length = parse(body, parts);
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ").append(path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nhost: ").append(url.getRawAuthority());
        head.append("\r\ncontent-type: application/json\r\ncontent-length: ").append(length);
        for (String header : headers) {
            head.append("\r\n").append(header);
        }
        head.append("\r\n\r\n");
        return new Template(head.toString().getBytes(StandardCharsets.UTF_8), List.copyOf(parts));
    }

    /** Writes the n-th request. */
    void write(ByteBuf out, long n, SplittableRandom random) {
        out.writeBytes(head);
        for (Part part : parts) {
            part.write(out, n, random);
        }
    }

    private static int parse(String body, List<Part> parts) {
        Matcher hole = HOLE.matcher(body);
        int from = 0;
        int length = 0;
        while (hole.find()) {
            length += text(body.substring(from, hole.start()), parts);
            length += hole(hole.group(1), parts);
            from = hole.end();
        }
        return length + text(body.substring(from), parts);
    }

    private static int text(String text, List<Part> parts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            parts.add((out, n, random) -> out.writeBytes(bytes));
        }
        return bytes.length;
    }

    /** Adds the hole's filling; its length. */
    private static int hole(String name, List<Part> parts) {
        switch (name) {
            case "n" -> {
                parts.add((out, n, random) -> digits(out, n, NUMBER_LENGTH));
                return NUMBER_LENGTH;
            }
            case "digit" -> {
                parts.add((out, n, random) -> digits(out, n % 10, 1));
                return 1;
            }
            case "phone" -> {
                parts.add((out, n, random) -> {
                    out.writeByte('+').writeByte('1');
                    digits(out, 310, 3);
                    digits(out, random.nextInt(200, 1000), 3);
                    digits(out, random.nextInt(10_000), 4);
                });
                return 12;
            }
            case "hash" -> {
                parts.add((out, n, random) -> {
                    for (int i = 0; i < HASH_LENGTH; i++) {
                        out.writeByte(HEXADECIMAL[random.nextInt(HEXADECIMAL.length)]);
                    }
                });
                return HASH_LENGTH;
            }
            case "zip" -> {
                parts.add((out, n, random) ->
                        out.writeCharSequence(ZIPS[random.nextInt(ZIPS.length)], StandardCharsets.US_ASCII));
                return 5;
            }
            case "age" -> {
                parts.add((out, n, random) -> digits(out, random.nextInt(18, 80), 2));
                return 2;
            }
            case "boolean" -> {
                parts.add((out, n, random) ->
                        out.writeCharSequence(random.nextBoolean() ? " true" : "false", StandardCharsets.US_ASCII));
                return 5;
            }
            default -> throw new IllegalArgumentException("no hole is called " + name);
        }
    }

    private static void digits(ByteBuf out, long value, int length) {
        long unit = 1;
        for (int i = 1; i < length; i++) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            out.writeByte('0' + (int) (value / unit % 10));
        }
    }

    private interface Part {
        void write(ByteBuf out, long n, SplittableRandom random);
    }
}

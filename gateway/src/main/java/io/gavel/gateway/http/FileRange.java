package io.gavel.gateway.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file a request wants (RFC 9110 §14): one range of bytes; several at once are answered with the whole. Pure.
 *
 * @param from the first byte
 * @param length 0 or more
 */
record FileRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** The whole if the header is absent or none that is understood; null if it asks for what is not there (416). */
    static @Nullable FileRange of(@Nullable String header, long size) {
        Matcher one = ONE.matcher(header == null ? "" : header);
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return new FileRange(0, size);
        }
        if (one.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(one.group(2)));
            return last == 0 ? null : new FileRange(size - last, last);
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(one.group(2)));
        return from > to ? null : new FileRange(from, to - from + 1);
    }

    boolean isWhole(long size) {
        return from == 0 && length == size;
    }

    /** {@code Content-Range}. */
    String text(long size) {
        return "bytes " + from + '-' + (from + length - 1) + '/' + size;
    }
}

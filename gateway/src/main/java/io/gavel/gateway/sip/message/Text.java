package io.gavel.gateway.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists, quotes and escapes in header values. */
final class Text {
    private Text() {}

    /** Where the first element of a comma-separated list ends: commas in quotes and angle brackets do not count. */
    static int elementEnd(String value, int start) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int at = start; at < value.length(); at++) {
            char c = value.charAt(at);
            if (quoted) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                bracketed = true;
            } else if (c == '>') {
                bracketed = false;
            } else if (c == ',' && !bracketed) {
                return at;
            }
        }
        return value.length();
    }

    /** Adds the elements of a comma-separated value, trimmed, empty ones left out. */
    static void split(String value, List<String> elements) {
        for (int start = 0; start <= value.length(); ) {
            int end = elementEnd(value, start);
            String element = value.substring(start, end).strip();
            if (!element.isEmpty()) {
                elements.add(element);
            }
            start = end + 1;
        }
    }

    static List<String> split(String value) {
        List<String> elements = new ArrayList<>(2);
        split(value, elements);
        return elements;
    }

    static void quoteIfNeeded(StringBuilder text, String value) {
        if (isBare(value)) {
            text.append(value);
        } else {
            quote(text, value);
        }
    }

    /** In quotes; quotes and backslashes inside are escaped. */
    static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    /** What a parameter's value may be without quotes: a token, a host, an address. */
    private static boolean isBare(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (!Cursor.isToken(c) && "[]:/?&$@#".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Without %-escapes; a % that starts none stays (RFC 3261 §19.1.2). */
    static String unescape(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            int high = c == '%' && at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(at + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The number, or -1 if these are not 1 to 10 digits or more than the limit. */
    static long number(String digits, long limit) {
        String text = digits.strip();
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long number = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number <= limit ? number : -1;
    }
}

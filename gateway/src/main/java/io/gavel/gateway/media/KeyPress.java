package io.gavel.gateway.media;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key that a far side says was pressed, in the body of SIP INFO.
 *
 * @param digit {@code 0-9 * # A-D}
 * @param millis how long
 */
public record KeyPress(char digit, int millis) {
    private static final int USUAL_MILLIS = 160;
    private static final int LONGEST_BODY = 256;

    /**
     * Reads {@code application/dtmf-relay} ({@code Signal=5}, {@code Duration=160}, one a line) or {@code application/dtmf} (the
     * key alone). Pure.
     *
     * @return null if it is neither
     */
    public static @Nullable KeyPress parse(String contentType, String body) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (body.length() > LONGEST_BODY) {
            return null;
        }
        return switch (type) {
            case "application/dtmf" -> of(body, USUAL_MILLIS);
            case "application/dtmf-relay" -> relay(body);
            default -> null;
        };
    }

    private static @Nullable KeyPress relay(String body) {
        String signal = "";
        int millis = USUAL_MILLIS;
        for (String line : body.split("[\r\n]+", -1)) {
            String[] parts = line.split("=", 2);
            if (parts.length < 2) {
                continue;
            }
            switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                case "signal" -> signal = parts[1];
                case "duration" -> millis = number(parts[1].strip(), USUAL_MILLIS);
                default -> {}
            }
        }
        return of(signal, millis);
    }

    /** Some say {@code *} and {@code #} as the event's number of RFC 4733: 10 and 11. */
    private static @Nullable KeyPress of(String text, int millis) {
        String key = text.strip().toUpperCase(Locale.ROOT);
        if (key.equals("10")) {
            return new KeyPress('*', millis);
        }
        if (key.equals("11")) {
            return new KeyPress('#', millis);
        }
        return key.length() == 1 && "0123456789*#ABCD".contains(key) ? new KeyPress(key.charAt(0), millis) : null;
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}

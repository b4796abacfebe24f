package io.gavel.gateway.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** When an answer's {@code Retry-After} wants to see the next attempt (RFC 9110, section 10.2.3): seconds, or a date. Pure. */
final class RetryAfter {
    private static final int LONGEST_NUMBER = 9;

    private RetryAfter() {}

    /** From now on; 0: at once, or what it says cannot be read. */
    static int seconds(String value, Instant now) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return value.length() > LONGEST_NUMBER ? Integer.MAX_VALUE : Integer.parseInt(value);
        }
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return (int) Math.max(
                    0, Math.min(Integer.MAX_VALUE, Duration.between(now, then).toSeconds()));
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }
}

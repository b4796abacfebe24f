package io.gavel.gateway.bid;

import io.gavel.message.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What buyers write as a price, exactly: any JSON number from 0 to {@value #MOST} units. Fractions of a micro-unit are dropped,
 * so nobody pays more than was bid.
 */
final class Prices {
    /** What is no price: negative, above the most, not a JSON number. */
    static final long INVALID = -1;

    static final long MOST = 1_000_000_000;

    private static final int LONGEST = 40;

    private Prices() {}

    /** The micro-units of a JSON number's text, or {@link #INVALID}. */
    static long micros(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST) {
            return INVALID;
        }
        int point = text.indexOf('.');
        boolean plain = point < 0 || length - point - 1 <= 6;
        long micros = plain ? Money.parse(text) : Money.INVALID;
        if (micros == Money.INVALID) {
            micros = exact(text);
        }
        return micros >= 0 && micros <= MOST * Money.UNIT && !text.startsWith("-") ? micros : INVALID;
    }

    /** With an exponent or many decimals. Bounds are checked before anything is expanded, so {@code 1e999999} costs nothing. */
    private static long exact(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return INVALID;
        }
        if (value.signum() <= 0) {
            return value.signum() == 0 ? 0 : INVALID;
        }
        long magnitude = (long) value.precision() - value.scale();
        if (magnitude > 12 || magnitude < -6) {
            return magnitude > 12 ? INVALID : 0;
        }
        return value.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
    }
}

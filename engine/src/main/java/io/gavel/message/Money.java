package io.gavel.message;

/**
 * Money as decimal text and as micro-units (1.00 = 1,000,000). Exact, never floating point. Any thread; allocates nothing but
 * the texts asked for.
 */
public final class Money {
    /** One unit of the currency. */
    public static final long UNIT = 1_000_000;
    /** What {@link #parse} answers for what is no money. */
    public static final long INVALID = Long.MIN_VALUE;
    /** The most characters that {@link #write} writes. */
    public static final int MAX_LENGTH = 21;

    private static final int DECIMALS = 6;
    private static final int MAX_WHOLE_DIGITS = 12;

    private Money() {}

    /**
     * The micro-units of a plain decimal: an optional minus, 1 to 12 digits, optionally a point and 1 to 6 decimals (more if
     * they are zeros). No exponent, no plus, no space. {@link #INVALID} if it is anything else.
     */
    public static long parse(CharSequence text) {
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        boolean negative = at == 1;
        int wholeStart = at;
        long value = 0;
        while (at < length && isDigit(text.charAt(at))) {
            value = value * 10 + (text.charAt(at++) - '0');
            if (at - wholeStart > MAX_WHOLE_DIGITS) {
                return INVALID;
            }
        }
        if (at == wholeStart) {
            return INVALID;
        }
        int decimals = 0;
        if (at < length && text.charAt(at) == '.') {
            at++;
            for (; at < length && isDigit(text.charAt(at)); at++, decimals++) {
                int digit = text.charAt(at) - '0';
                if (decimals < DECIMALS) {
                    value = value * 10 + digit;
                } else if (digit != 0) {
                    return INVALID;
                }
            }
            if (decimals == 0) {
                return INVALID;
            }
        }
        if (at != length) {
            return INVALID;
        }
        for (; decimals < DECIMALS; decimals++) {
            value *= 10;
        }
        return negative ? -value : value;
    }

    /** The decimal text: at least two decimals, at most six, {@code 14.40}, {@code 0.015}, {@code -3.00}. */
    public static String text(long micros) {
        byte[] out = new byte[MAX_LENGTH];
        int length = write(micros, out, 0);
        return new String(out, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Writes {@link #text} in ASCII into {@code out} from {@code offset}; the offset after it. */
    public static int write(long micros, byte[] out, int offset) {
        int at = offset;
        if (micros < 0) {
            out[at++] = '-';
        }
        // As negative numbers, so that the smallest one needs no case of its own.
        long value = micros < 0 ? micros : -micros;
        at = writeWhole(value / UNIT, out, at);
        out[at++] = '.';
        int rest = (int) -(value % UNIT);
        int unit = 100_000;
        for (int i = 0; i < DECIMALS && (i < 2 || rest != 0); i++, unit /= 10) {
            out[at++] = (byte) ('0' + rest / unit);
            rest %= unit;
        }
        return at;
    }

    private static int writeWhole(long negative, byte[] out, int offset) {
        int digits = 1;
        for (long rest = negative / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = negative;
        for (int i = offset + digits - 1; i >= offset; i--) {
            out[i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        return offset + digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

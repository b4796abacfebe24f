package io.gavel.gateway.http.seller;

import io.gavel.message.Coding;
import java.time.LocalDate;

/** Texts as the integers of the line ({@code messages.xml}, "values"). Any thread; allocates nothing. */
final class Scalars {
    /** What is no such value. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int MOST_DIGITS = 18;
    /** States, the district, territories and the military's, in the alphabet's order: two letters each. */
    private static final String STATES =
            "AAAEAKALAPARASAZCACOCTDCDEFLFMGAGUHIIAIDILINKSKYLAMAMDMEMHMIMNMOMPMSMTNCNDNENHNJNMNVNY"
                    + "OHOKORPAPRPWRISCSDTNTXUMUTVAVIVTWAWIWVWY";

    private Scalars() {}

    /** A whole number of at most 18 digits. */
    static long integer(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - at;
        if (digits == 0 || digits > MOST_DIGITS) {
            return INVALID;
        }
        long value = 0;
        for (int i = at; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return at == 1 ? -value : value;
    }

    /** The number of a ZIP code: five digits, or ZIP+4 (90210-1234), of which the first five count. */
    static long zip(String text) {
        boolean isPlusFour = text.length() == 10 && text.charAt(5) == '-' && digits(text, 6, 10) != INVALID;
        return text.length() == 5 || isPlusFour ? digits(text, 0, 5) : INVALID;
    }

    /** The code of a state or territory by its two letters in any case. */
    static long usState(String text) {
        if (text.length() != 2) {
            return INVALID;
        }
        char first = upper(text.charAt(0));
        char second = upper(text.charAt(1));
        for (int i = 0; i < STATES.length(); i += 2) {
            if (STATES.charAt(i) == first && STATES.charAt(i + 1) == second) {
                return Coding.usState(first, second);
            }
        }
        return INVALID;
    }

    /** The epoch day of {@code 2026-11-22}. */
    static long date(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return INVALID;
        }
        long year = digits(text, 0, 4);
        long month = digits(text, 5, 7);
        long day = digits(text, 8, 10);
        if (year == INVALID || month < 1 || month > 12 || day < 1 || day > 31) {
            return INVALID;
        }
        LocalDate first = LocalDate.of((int) year, (int) month, 1);
        return day > first.lengthOfMonth() ? INVALID : first.toEpochDay() + day - 1;
    }

    private static long digits(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}

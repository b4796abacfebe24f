package io.gavel.message;

/**
 * Times as texts: RFC 3339 in UTC with milliseconds, {@code 2026-11-22T09:30:00.000Z}. Any thread. For the hot path, where
 * {@code java.time} would make garbage; the days are counted as in Howard Hinnant's <i>chrono-compatible low-level date
 * algorithms</i>.
 */
public final class Timestamps {
    /** Characters of a written time. */
    public static final int LENGTH = 24;

    private static final long DAY_MILLIS = 86_400_000;

    private Timestamps() {}

    /** The text of a time in microseconds since 1970, rounded down to the millisecond. Years 0 to 9999. */
    public static String text(long micros) {
        byte[] out = new byte[LENGTH];
        write(micros, out, 0);
        return new String(out, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Writes the {@value #LENGTH} characters of {@link #text} into {@code out} from {@code offset}; the offset after them. */
    public static int write(long micros, byte[] out, int offset) {
        long millis = Math.floorDiv(micros, 1000);
        long days = Math.floorDiv(millis, DAY_MILLIS);
        int ofDay = (int) (millis - days * DAY_MILLIS);
        int at = date(days, out, offset);
        out[at++] = 'T';
        at = digits(ofDay / 3_600_000, 2, out, at);
        out[at++] = ':';
        at = digits(ofDay / 60_000 % 60, 2, out, at);
        out[at++] = ':';
        at = digits(ofDay / 1000 % 60, 2, out, at);
        out[at++] = '.';
        at = digits(ofDay % 1000, 3, out, at);
        out[at++] = 'Z';
        return at;
    }

    private static int date(long epochDay, byte[] out, int offset) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int at = digits(year, 4, out, offset);
        out[at++] = '-';
        at = digits(month, 2, out, at);
        out[at++] = '-';
        return digits(dayOfYear - (153 * fromMarch + 2) / 5 + 1, 2, out, at);
    }

    private static int digits(int value, int count, byte[] out, int offset) {
        int rest = value;
        for (int i = offset + count - 1; i >= offset; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return offset + count;
    }
}

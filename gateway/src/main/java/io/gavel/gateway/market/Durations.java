package io.gavel.gateway.market;

/** Lengths of time as texts: a whole number and one of {@code s, m, h, d, w}, for example {@code 30d}. Any thread. */
final class Durations {
    /** What is no duration. */
    static final long INVALID = -1;

    private static final long LONGEST_SECONDS = 3650L * 86_400;

    private Durations() {}

    /** Seconds, 1 to ten years; {@link #INVALID} otherwise. */
    static long seconds(String text) {
        int end = text.length() - 1;
        if (end < 1 || end > 9) {
            return INVALID;
        }
        long unit = switch (text.charAt(end)) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> INVALID;
        };
        long number = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return INVALID;
            }
            number = number * 10 + (c - '0');
        }
        boolean fits = unit > 0 && number > 0 && number * unit <= LONGEST_SECONDS;
        return fits ? number * unit : INVALID;
    }
}

package io.gavel.core;

import io.gavel.message.Period;

/** Where a period begins, worked out the slow way: a twin of the market's zones for zones of one offset. */
final class Calendar {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400;

    private Calendar() {}

    /** The first moment of the period that holds this moment. */
    static long start(Period period, long micros, int offsetSeconds) {
        long local = Math.floorDiv(micros, SECOND) + offsetSeconds;
        long day = Math.floorDiv(local, DAY);
        long start = switch (period) {
            case HOUR -> Math.floorDiv(local, 3_600) * 3_600;
            case DAY -> day * DAY;
            case WEEK -> (day - Math.floorMod(day + 3, 7)) * DAY;
            case MONTH -> java.time.LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay() * DAY;
            case TOTAL, NULL_VAL -> Long.MIN_VALUE / SECOND / 2;
        };
        return (start - offsetSeconds) * SECOND;
    }
}

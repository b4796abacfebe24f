package io.gavel.core.usage;

/**
 * Days and their months, UTC. A month's fee falls on its days so that they add up to it, to the micro-unit: up to the end of
 * day d of n, d/n of it are due, rounded down.
 */
final class Month {
    private Month() {}

    /** What falls on one day (since 1970-01-01) of a fee of so much a month. */
    static long share(long monthlyMicros, long epochDay) {
        int day = dayOfMonth(epochDay);
        int days = length(epochDay);
        return Math.multiplyExact(monthlyMicros, day) / days - monthlyMicros * (day - 1) / days;
    }

    /** 1 to 31. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days. */
    static int dayOfMonth(long epochDay) {
        long z = epochDay + 719_468;
        long dayOfEra = Math.floorMod(z, 146_097L);
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        return (int) (dayOfYear - (153 * month + 2) / 5 + 1);
    }

    /** Days of the month that a day is in. */
    static int length(long epochDay) {
        long last = epochDay + Math.max(0, 28 - dayOfMonth(epochDay));
        while (dayOfMonth(last + 1) != 1) {
            last++;
        }
        return dayOfMonth(last);
    }
}

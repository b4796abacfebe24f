package io.gavel.core.market;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.Period;
import io.gavel.message.ZoneVisitor;
import java.util.Arrays;

/**
 * A time zone as data: from when which offset holds. The core has no zone database, because those differ between machines;
 * the edge sends the offsets. Immutable; the first offset holds for all time before too.
 */
final class Zone {
    static final Zone UTC = new Zone(new long[] {Long.MIN_VALUE}, new int[] {0});

    static final long MICROS = 1_000_000;
    static final long HOUR = 3_600;
    static final long DAY = 86_400;
    static final long WEEK = 7 * DAY;
    /** 1970-01-01 was a Thursday: so many days after the Monday of its week. */
    private static final long DAYS_AFTER_MONDAY = 3;

    private final long[] fromSeconds;
    private final int[] offsetSeconds;

    private Zone(long[] fromSeconds, int[] offsetSeconds) {
        this.fromSeconds = fromSeconds;
        this.offsetSeconds = offsetSeconds;
    }

    /** Reads the group; none: UTC. Offsets that are not in ascending order are left out. */
    static Zone of(BuyerPutDecoder.ZoneDecoder group) {
        if (group.count() == 0) {
            return UTC;
        }
        long[] from = new long[group.count()];
        int[] offset = new int[group.count()];
        int size = 0;
        while (group.hasNext()) {
            group.next();
            if (size == 0 || group.fromSeconds() > from[size - 1]) {
                from[size] = group.fromSeconds();
                offset[size++] = group.offsetSeconds();
            }
        }
        from[0] = Long.MIN_VALUE;
        return new Zone(Arrays.copyOf(from, size), Arrays.copyOf(offset, size));
    }

    void show(int buyerId, ZoneVisitor visitor) {
        for (int i = 0; i < fromSeconds.length; i++) {
            visitor.offset(buyerId, fromSeconds[i], offsetSeconds[i]);
        }
    }

    /** Local time as seconds since 1970-01-01T00:00 of the wall. */
    long localSeconds(long utcSeconds) {
        return utcSeconds + offsetSeconds[at(utcSeconds)];
    }

    /** The next time that the offset changes, in UTC seconds; {@link Long#MAX_VALUE} if it never does. */
    long nextChange(long utcSeconds) {
        int next = at(utcSeconds) + 1;
        return next == fromSeconds.length ? Long.MAX_VALUE : fromSeconds[next];
    }

    /**
     * When the period that holds {@code nowMicros} ends: the first moment of the next one. An hour ends on the wall's full
     * hour (a repeated hour is an hour of its own); days, weeks (from Monday) and months end at the wall's midnight, or at
     * the first moment after a midnight that does not exist.
     */
    long endOf(Period period, long nowMicros) {
        long now = Math.floorDiv(nowMicros, MICROS);
        long local = localSeconds(now);
        long day = Math.floorDiv(local, DAY);
        return switch (period) {
            case HOUR -> (now + HOUR - Math.floorMod(local, HOUR)) * MICROS;
            case DAY -> reach((day + 1) * DAY, now);
            case WEEK -> reach((day + 7 - Math.floorMod(day + DAYS_AFTER_MONDAY, 7)) * DAY, now);
            case MONTH -> reach(firstDayOfNextMonth(day) * DAY, now);
            case TOTAL, NULL_VAL -> Long.MAX_VALUE;
        };
    }

    /** Second of the local week, Monday 00:00 = 0. */
    long secondOfWeek(long utcSeconds) {
        return Math.floorMod(localSeconds(utcSeconds) + DAYS_AFTER_MONDAY * DAY, WEEK);
    }

    /** The first moment at or after {@code now} at which the wall shows {@code local} or later, in microseconds. */
    private long reach(long local, long now) {
        for (int i = at(now); ; i++) {
            long moment = Math.max(local - offsetSeconds[i], fromSeconds[i]);
            if (i + 1 == fromSeconds.length || moment < fromSeconds[i + 1]) {
                return moment * MICROS;
            }
        }
    }

    private int at(long utcSeconds) {
        int low = 0;
        int high = fromSeconds.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (fromSeconds[middle] <= utcSeconds) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days and days_from_civil. */
    private static long firstDayOfNextMonth(long epochDay) {
        long z = epochDay + 719_468;
        long era = Math.floorDiv(z, 146_097);
        long dayOfEra = z - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shifted = (5 * dayOfYear + 2) / 153; // 0 = March
        long next = shifted + 1;
        return next == 12 ? firstOfMarch(era, yearOfEra + 1) : firstOfMarch(era, yearOfEra) + (153 * next + 2) / 5;
    }

    private static long firstOfMarch(long era, long yearOfEra) {
        return era * 146_097 + 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 - 719_468 + (yearOfEra == 400 ? 1 : 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Zone zone
                && Arrays.equals(fromSeconds, zone.fromSeconds)
                && Arrays.equals(offsetSeconds, zone.offsetSeconds);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(fromSeconds) + Arrays.hashCode(offsetSeconds);
    }
}

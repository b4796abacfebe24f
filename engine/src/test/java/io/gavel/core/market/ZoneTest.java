package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.Attributes;
import io.gavel.message.MethodName;
import io.gavel.message.Period;
import io.gavel.message.Reason;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods and hours of a zone made of offsets, against java.time. */
class ZoneTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    /** Clocks go from 02:00 to 03:00, at 07:00Z. */
    private static final String SPRING = "2026-03-08T07:00:00Z";
    /** Clocks go from 02:00 back to 01:00, at 06:00Z. */
    private static final String AUTUMN = "2026-11-01T06:00:00Z";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York", "America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Pacific/Auckland",
                "Africa/Cairo", "America/Santiago", "America/Havana", "Asia/Beirut", "UTC"
            })
    void periodsEndWhenTheWallSaysSo(String name) {
        ZoneId id = ZoneId.of(name);
        Zone zone = zone(id);
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 4_000; i++) {
            long seconds = Instant.parse("2025-01-02T00:00:00Z").getEpochSecond() + random.nextInt(4 * 365 * 86_400);
            long micros = seconds * 1_000_000 + random.nextInt(1_000_000);
            ZonedDateTime wall = Instant.ofEpochSecond(seconds).atZone(id);
            LocalDate day = wall.toLocalDate();

            assertEquals(
                    wall.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant(),
                    end(zone, Period.HOUR, micros),
                    () -> "hour of " + wall);
            assertEquals(
                    day.plusDays(1).atStartOfDay(id).toInstant(),
                    end(zone, Period.DAY, micros),
                    () -> "day of " + wall);
            assertEquals(
                    day.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                            .atStartOfDay(id)
                            .toInstant(),
                    end(zone, Period.WEEK, micros),
                    () -> "week of " + wall);
            assertEquals(
                    day.with(TemporalAdjusters.firstDayOfNextMonth())
                            .atStartOfDay(id)
                            .toInstant(),
                    end(zone, Period.MONTH, micros),
                    () -> "month of " + wall);
        }
    }

    @Test
    void monthsEndAsTheCalendarSaysForFourHundredYears() {
        for (LocalDate day = LocalDate.of(1899, 12, 31); day.getYear() < 2300; day = day.plusDays(1)) {
            long micros = day.toEpochDay() * 86_400_000_000L;
            assertEquals(
                    day.with(TemporalAdjusters.firstDayOfNextMonth()).toEpochDay() * 86_400_000_000L,
                    Zone.UTC.endOf(Period.MONTH, micros));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SPRING, AUTUMN})
    void ordersOpenAndCloseWithTheWallThroughAChangeOfClocks(String change) {
        TestMarket t = new TestMarket();
        t.now = TestMarket.micros(change) - 4 * 86_400_000_000L;
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, NEW_YORK);
        int sunday = 6 * 1440;
        // Mondays to Fridays 9 to 18; Sundays 01:30 to 02:30; Sunday evening into Monday
        t.put(new OrderSpec(1).price(3).hours(workweek(9 * 60, 18 * 60)));
        t.put(new OrderSpec(2).price(2).hours(sunday + 90, sunday + 150));
        t.put(new OrderSpec(3).price(1).hours(sunday + 22 * 60, 10_080, 0, 120));

        for (int minute = 0; minute < 8 * 1440; minute++) {
            t.advance(t.now + 60_000_000);
            ZonedDateTime wall = Instant.ofEpochSecond(t.now / 1_000_000).atZone(NEW_YORK);
            int day = wall.getDayOfWeek().getValue() - 1;
            int at = day * 1440 + wall.getHour() * 60 + wall.getMinute();
            List<Integer> open = new java.util.ArrayList<>();
            if (day < 5 && wall.getHour() >= 9 && wall.getHour() < 18) {
                open.add(1);
            }
            if (at >= sunday + 90 && at < sunday + 150) {
                open.add(2);
            }
            if (at >= sunday + 22 * 60 || at < 120) {
                open.add(3);
            }
            assertEquals(open, t.eligible(new Attributes()), () -> "at " + wall);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SPRING, AUTUMN})
    void capsStartAnewWithTheWallThroughAChangeOfClocks(String change) {
        for (Period period : List.of(Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH)) {
            TestMarket t = new TestMarket();
            t.now = TestMarket.micros(change) - 3 * 86_400_000_000L;
            t.campaign(MethodName.PING_POST, 0);
            t.buyer(1, Long.MAX_VALUE, true, NEW_YORK);
            t.put(new OrderSpec(1).cap(CapSpec.count(1, period)));
            String soldIn = "";
            int sold = 0;
            for (int step = 0; step < 6 * 24 * 6; step++) {
                t.advance(t.now + 600_000_000);
                String present =
                        name(period, Instant.ofEpochSecond(t.now / 1_000_000).atZone(NEW_YORK));
                boolean free = !present.equals(soldIn);
                assertEquals(free ? List.of(1) : List.of(), t.eligible(new Attributes()), period + " " + present);
                assertEquals(free ? Reason.NONE : Reason.CAPS_REACHED, t.market.reserve(1, 1, 1, t.now));
                sold += free ? 1 : 0;
                soldIn = present;
            }
            assertEquals(period == Period.HOUR ? 6 * 24 + 1 : period == Period.DAY ? 7 : 2, sold, 2, period.name());
        }
    }

    /** A name of the period that holds this moment. A repeated hour has a name of its own. */
    static String name(Period period, ZonedDateTime wall) {
        return switch (period) {
            case HOUR -> wall.truncatedTo(ChronoUnit.HOURS).toString();
            case DAY -> wall.toLocalDate().toString();
            case WEEK ->
                wall.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .toString();
            case MONTH -> wall.getYear() + "-" + wall.getMonthValue();
            default -> "total";
        };
    }

    private static int[] workweek(int from, int to) {
        int[] minutes = new int[10];
        for (int day = 0; day < 5; day++) {
            minutes[2 * day] = day * 1440 + from;
            minutes[2 * day + 1] = day * 1440 + to;
        }
        return minutes;
    }

    private static Instant end(Zone zone, Period period, long micros) {
        return Instant.EPOCH.plus(zone.endOf(period, micros), ChronoUnit.MICROS);
    }

    private static Zone zone(ZoneId id) {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, 0, true, id);
        t.put(new OrderSpec(1));
        return t.order(1).zone();
    }
}

package io.gavel.gateway.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursReaderTest {
    private static final int DAY = 1440;
    private static final String[] NAMES = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    @Test
    void workingDaysAreFiveIntervals() {
        assertEquals(
                List.of(
                        new Interval(540, 1080),
                        new Interval(DAY + 540, DAY + 1080),
                        new Interval(2 * DAY + 540, 2 * DAY + 1080),
                        new Interval(3 * DAY + 540, 3 * DAY + 1080),
                        new Interval(4 * DAY + 540, 4 * DAY + 1080)),
                read("[{days: mon-fri, from: \"09:00\", to: \"18:00\"}]"));
    }

    @Test
    void aNightEndsOnTheNextDayAlsoOverTheWeeksEnd() {
        assertEquals(
                List.of(new Interval(0, 360), new Interval(6 * DAY + 1320, 7 * DAY)),
                read("[{days: sun, from: \"22:00\", to: \"06:00\"}]"));
    }

    @Test
    void theWholeWeekIsOneInterval() {
        assertEquals(List.of(new Interval(0, 7 * DAY)), read("[{}]"));
        assertEquals(List.of(new Interval(0, 7 * DAY)), read("[{days: mon-sun, from: \"0:00\", to: \"24:00\"}]"));
    }

    @Test
    void daysAreNamesRangesAndLists() {
        assertEquals(read("[{days: \"mon,wed-thu\"}]"), read("[{days: [Mon, wed, THU]}]"));
        assertEquals(read("[{days: \"fri-mon\"}]"), read("[{days: [mon, fri, sat, sun]}]"));
    }

    @Test
    void withoutHoursAnOrderIsAlwaysOpen() {
        assertEquals(List.of(), read(""));
    }

    @ParameterizedTest
    @CsvSource({"0:00, 0", "9:00, 540", "09:05, 545", "23:59, 1439", "24:00, 1440"})
    void aTimeIsHoursAndMinutes(String text, int minute) {
        assertEquals(minute, HoursReader.minute(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ":", "9", "9:0", "9:60", "24:01", "25:00", "-1:00", "9:00 ", "009:00", "9:000", "a:00", "9:0a"
            })
    void anythingElseIsNoTime(String text) {
        assertEquals(-1, HoursReader.minute(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "mon",
                "[{days: funday}]",
                "[{days: mon-}]",
                "[{days: []}]",
                "[{from: \"09:00\", to: \"09:00\"}]",
                "[{from: \"24:00\", to: \"09:00\"}]",
                "[{from: 9}]",
                "[{form: \"09:00\"}]",
                "[{days: [[mon]]}]"
            })
    void whatOpensNothingIsAProblem(String hours) {
        Problems problems = new Problems();
        read(hours, problems);
        assertFalse(problems.isEmpty(), hours);
    }

    @Test
    void anyHoursOpenExactlyTheMinutesThatTheyName() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            BitSet expected = new BitSet();
            List<String> items = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                items.add(item(random, expected));
            }
            BitSet found = new BitSet();
            int end = -1;
            for (Interval interval : read(items.toString())) {
                assertEquals(true, interval.fromMinute() > end, "intervals touch, seed " + seed);
                end = interval.toMinute();
                found.set(interval.fromMinute(), interval.toMinute());
            }
            assertEquals(expected, found, () -> items + " of seed " + seed);
        }
    }

    /** One item as text, its minutes set one by one. */
    private static String item(Random random, BitSet expected) {
        int first = random.nextInt(7);
        int last = random.nextInt(7);
        int from = random.nextInt(DAY);
        int to = random.nextInt(DAY + 1);
        if (from == to) {
            to = to == DAY ? 1 : to + 1;
        }
        for (int day = first; ; day = (day + 1) % 7) {
            for (int minute = from; minute != to || minute == DAY; minute++) {
                if (minute == DAY) {
                    minute = 0;
                    if (to == DAY) {
                        break;
                    }
                    setRest(expected, day + 1, to);
                    break;
                }
                expected.set((day % 7) * DAY + minute);
            }
            if (day == last) {
                break;
            }
        }
        return "{days: %s-%s, from: \"%02d:%02d\", to: \"%02d:%02d\"}"
                .formatted(NAMES[first], NAMES[last], from / 60, from % 60, to / 60, to % 60);
    }

    private static void setRest(BitSet expected, int day, int to) {
        for (int minute = 0; minute < to; minute++) {
            expected.set((day % 7) * DAY + minute);
        }
    }

    private static List<Interval> read(String hours) {
        Problems problems = new Problems();
        List<Interval> intervals = read(hours, problems);
        assertEquals(List.of(), problems.list());
        return intervals;
    }

    private static List<Interval> read(String hours, Problems problems) {
        Node order = NodeReader.yaml("hours: " + hours, problems);
        return HoursReader.read(new Reading(order, "", problems));
    }
}

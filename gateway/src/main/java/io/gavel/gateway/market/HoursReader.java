package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Reads an order's hours: a list of {@code {days: mon-fri, from: "09:00", to: "18:00"}}. Days are names or ranges joined by
 * commas ({@code mon-wed,sat}; {@code fri-mon} goes over the weekend), absent every day; {@code from} is absent midnight,
 * {@code to} {@code "24:00"}. To before from ends on the next day. Intervals may overlap: what one opens is open. Any thread.
 */
final class HoursReader {
    /** Minutes of a week. */
    static final int WEEK = 7 * 1440;

    private static final int DAY = 1440;
    private static final int MOST = 100;
    private static final int INVALID = -1;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private HoursReader() {}

    /** Sorted intervals of the week that neither overlap nor touch; empty if the order has no hours: always. */
    static List<Interval> read(Reading order) {
        if (!order.has("hours")) {
            order.node("hours");
            return List.of();
        }
        List<Node> items = order.list("hours", MOST);
        BitSet minutes = new BitSet(WEEK);
        int before = order.problems().count();
        for (int i = 0; i < items.size(); i++) {
            Reading item = new Reading(items.get(i), order.path("hours[" + i + "]"), order.problems());
            open(item, minutes);
            item.end();
        }
        if (minutes.isEmpty() && order.problems().count() == before) {
            order.problem("hours", "is empty: leave it out for always, or set enabled: false");
        }
        return intervals(minutes);
    }

    /** Minute of the day of {@code 9:00} or {@code 09:00}, up to {@code 24:00}; -1 otherwise. */
    static int minute(String text) {
        int colon = text.indexOf(':');
        int length = text.length();
        if (colon < 1 || colon > 2 || length != colon + 3) {
            return INVALID;
        }
        int hour = number(text, 0, colon);
        int minute = number(text, colon + 1, length);
        boolean fits = hour >= 0 && minute >= 0 && minute < 60 && hour * 60 + minute <= DAY;
        return fits ? hour * 60 + minute : INVALID;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return INVALID;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static void open(Reading item, BitSet minutes) {
        BitSet days = days(item);
        int from = time(item, "from", 0);
        int to = time(item, "to", DAY);
        if (from == INVALID || to == INVALID) {
            return;
        }
        if (from == to || from == DAY) {
            item.problem(
                    "from", "nothing lies between " + item.text("from", "00:00") + " and " + item.text("to", "24:00"));
            return;
        }
        int end = to > from ? to : to + DAY;
        for (int day = days.nextSetBit(0); day >= 0; day = days.nextSetBit(day + 1)) {
            int start = day * DAY;
            minutes.set(start + from, Math.min(start + end, WEEK));
            if (start + end > WEEK) {
                minutes.set(0, start + end - WEEK);
            }
        }
    }

    private static int time(Reading item, String key, int byDefault) {
        String text = item.textOrNull(key);
        if (text == null) {
            return item.has(key) ? INVALID : byDefault;
        }
        int minute = minute(text);
        if (minute == INVALID) {
            item.problem(key, "expected a time like \"09:00\", up to \"24:00\", found \"" + text + "\"");
        }
        return minute;
    }

    private static BitSet days(Reading item) {
        BitSet days = new BitSet(7);
        Node node = item.node("days");
        if (node == null) {
            days.set(0, 7);
            return days;
        }
        List<Node> parts = node.isList() ? node.values() : List.of(node);
        for (Node part : parts) {
            for (String range : part.text().split(",", -1)) {
                if (part.kind() != Node.Kind.TEXT || !add(days, range.strip().toLowerCase(Locale.ROOT))) {
                    wrongDays(item.problems(), item.path("days"), part);
                    return days;
                }
            }
        }
        return days;
    }

    private static boolean add(BitSet days, String range) {
        int dash = range.indexOf('-');
        int first = DAYS.indexOf(dash < 0 ? range : range.substring(0, dash).strip());
        int last = dash < 0 ? first : DAYS.indexOf(range.substring(dash + 1).strip());
        if (first < 0 || last < 0) {
            return false;
        }
        for (int day = first; ; day = (day + 1) % 7) {
            days.set(day);
            if (day == last) {
                return true;
            }
        }
    }

    private static void wrongDays(Problems problems, String path, Node part) {
        problems.add(path, part, "expected days like mon-fri or mon,wed,sat, found " + part.describe());
    }

    private static List<Interval> intervals(BitSet minutes) {
        List<Interval> intervals = new ArrayList<>();
        int from = minutes.nextSetBit(0);
        while (from >= 0) {
            int to = minutes.nextClearBit(from);
            intervals.add(new Interval(from, to));
            from = minutes.nextSetBit(to);
        }
        return List.copyOf(intervals);
    }
}

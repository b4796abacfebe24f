package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.market.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An order's week as a grid of hours: seven rows of 24, what is open is ticked. */
final class HoursGrid {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int HOURS = 24;
    private static final int HOUR = 60;

    private HoursGrid() {}

    /** As it is; no intervals: always open. */
    static Block.Grid of(List<Interval> hours, String zone, String action, List<Block.Input> hidden) {
        List<Block.Day> days = new ArrayList<>();
        for (int day = 0; day < DAYS.size(); day++) {
            List<Block.Hour> cells = new ArrayList<>();
            for (int hour = 0; hour < HOURS; hour++) {
                int open = hours.isEmpty() ? HOUR : open(hours, (day * HOURS + hour) * HOUR);
                cells.add(new Block.Hour("h" + (day * HOURS + hour), clock(hour), open > 0, open > 0 && open < HOUR));
            }
            days.add(new Block.Day(capital(DAYS.get(day)), cells));
        }
        return new Block.Grid("Hours, " + zone, action, days, hidden);
    }

    /** Minutes of an hour that are open. */
    private static int open(List<Interval> hours, int from) {
        int open = 0;
        for (Interval each : hours) {
            open += Math.max(0, Math.min(each.toMinute(), from + HOUR) - Math.max(each.fromMinute(), from));
        }
        return open;
    }

    /** What a form says: of the grid, or as it was said before. */
    static String hours(Query form) {
        return form.text("grid").isEmpty() ? form.text("hours") : json(form);
    }

    private static String json(Query form) {
        Map<String, List<Integer>> daysByTime = new LinkedHashMap<>();
        int ticked = 0;
        for (int day = 0; day < DAYS.size(); day++) {
            int from = -1;
            for (int hour = 0; hour <= HOURS; hour++) {
                boolean isOpen =
                        hour < HOURS && !form.text("h" + (day * HOURS + hour)).isEmpty();
                ticked += isOpen ? 1 : 0;
                if (isOpen && from < 0) {
                    from = hour;
                } else if (!isOpen && from >= 0) {
                    daysByTime
                            .computeIfAbsent(clock(from) + " " + clock(hour), unknown -> new ArrayList<>())
                            .add(day);
                    from = -1;
                }
            }
        }
        if (ticked == DAYS.size() * HOURS) {
            return OrderEdit.NONE;
        }
        Node list = Node.list(0);
        daysByTime.forEach((time, days) -> {
            Node item = Node.map(0);
            item.put("days", text(days(days)));
            item.put("from", text(time.substring(0, 5)));
            item.put("to", text(time.substring(6)));
            list.add(item);
        });
        return NodeWriter.json(list);
    }

    /** {@code mon-fri}, {@code mon,wed}. */
    private static String days(List<Integer> days) {
        int first = days.get(0);
        int last = days.get(days.size() - 1);
        if (days.size() > 1 && last - first == days.size() - 1) {
            return DAYS.get(first) + "-" + DAYS.get(last);
        }
        return String.join(",", days.stream().map(DAYS::get).toList());
    }

    private static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }

    private static String clock(int hour) {
        return String.format(Locale.ROOT, "%02d:00", hour);
    }

    private static String capital(String day) {
        return day.substring(0, 1).toUpperCase(Locale.ROOT) + day.substring(1);
    }
}

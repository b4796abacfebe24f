package io.gavel.gateway.console;

import io.gavel.gateway.market.Cap;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.Interval;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.report.Readings;
import io.gavel.message.CapKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An order in words. */
final class OrderWords {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int DAY = 1_440;

    private OrderWords() {}

    static String price(OrderInfo order, String currency) {
        if (order.bid() == null) {
            return Words.money(order.priceMicros(), currency);
        }
        long most = order.bid().maxMicros();
        return "asked, within " + order.bid().timeoutMillis() + " ms"
                + (most == Long.MAX_VALUE ? "" : ", up to " + Words.money(most, currency));
    }

    static String filter(OrderDetail detail) {
        return detail.filter() == null ? "everything" : Readings.words(detail.filter());
    }

    /** {@code Mon–Fri 09:00–18:00}. */
    static String hours(OrderDetail detail) {
        if (detail.hours().isEmpty()) {
            return "always";
        }
        Map<String, List<Integer>> daysByTime = new LinkedHashMap<>();
        for (Interval interval : detail.hours()) {
            for (int day = interval.fromMinute() / DAY; day * DAY < interval.toMinute(); day++) {
                int from = Math.max(interval.fromMinute(), day * DAY) - day * DAY;
                int to = Math.min(interval.toMinute(), (day + 1) * DAY) - day * DAY;
                daysByTime
                        .computeIfAbsent(clock(from) + "–" + clock(to), unknown -> new ArrayList<>())
                        .add(day);
            }
        }
        List<String> parts = new ArrayList<>();
        daysByTime.forEach((time, days) -> parts.add(days(days) + " " + time));
        return String.join(", ", parts);
    }

    private static String days(List<Integer> days) {
        boolean isRun = days.size() > 2 && days.get(days.size() - 1) - days.get(0) == days.size() - 1;
        if (isRun) {
            return DAYS.get(days.get(0)) + "–" + DAYS.get(days.get(days.size() - 1));
        }
        return String.join(" ", days.stream().map(DAYS::get).toList());
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    /** {@code 100 per day; 500.00 per day; 2 at once}; as forms read it. An amount has a point. */
    static String caps(List<Cap> caps) {
        List<String> parts = new ArrayList<>();
        for (Cap cap : caps) {
            String limit = cap.kind() == CapKind.AMOUNT ? Words.plain(cap.limit()) : Long.toString(cap.limit());
            String counted = cap.kind() == CapKind.ANSWERED ? " answered" : "";
            parts.add(
                    cap.kind() == CapKind.CONCURRENT
                            ? limit + " at once"
                            : limit + counted + " per " + Words.of(cap.period()));
        }
        return String.join("; ", parts);
    }

    /** {@code 1,000 per day; $500.00 per day; 2 at once}: as people read it. */
    static String limits(List<Cap> caps, String currency) {
        return caps.isEmpty()
                ? "none"
                : String.join(
                        "; ", caps.stream().map(cap -> limit(cap, currency)).toList());
    }

    /** One of them. */
    static String limit(Cap cap, String currency) {
        return switch (cap.kind()) {
            case CONCURRENT -> Words.count(cap.limit()) + " at once";
            case AMOUNT -> Words.money(cap.limit(), currency) + " per " + Words.of(cap.period());
            case ANSWERED -> Words.count(cap.limit()) + " answered per " + Words.of(cap.period());
            default -> Words.count(cap.limit()) + " per " + Words.of(cap.period());
        };
    }

    static String delivery(OrderInfo order) {
        Deliver deliver = order.deliver();
        if (deliver == null) {
            return "sold as soon as it is posted";
        } else if (deliver.url() != null) {
            return deliver.url();
        }
        return deliver.sip() != null ? deliver.sip() : deliver.number() + " by " + deliver.carrier();
    }
}

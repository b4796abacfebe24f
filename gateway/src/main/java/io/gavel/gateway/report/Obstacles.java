package io.gavel.gateway.report;

import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.Cap;
import io.gavel.gateway.market.Interval;
import io.gavel.gateway.market.OrderDetail;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.CapKind;
import io.gavel.message.Money;
import io.gavel.message.Standing;
import io.gavel.view.Attribute;
import io.gavel.view.StandingStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stood between orders and a ping when it came: switches, filter, hours, caps, credit, in that order. An order without
 * any was eligible. One ping; one thread.
 */
final class Obstacles {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    private static final int DAY = 1_440;

    private final Past past;
    private final StandingStore standings;
    private final long sequence;
    private final int index;
    private final long timeMicros;
    private final FilterTrace trace;
    private final Map<String, OrderDetail> details;

    /** As below, for one ping alone. */
    Obstacles(
            Past past, StandingStore standings, long sequence, int index, long timeMicros, List<Attribute> attributes) {
        this(past, standings, sequence, index, timeMicros, attributes, new HashMap<>());
    }

    /**
     * A ping as it came.
     *
     * @param sequence its receipt
     * @param index outputs of its input that count as before it
     * @param details what was read of orders' documents of this market so far; kept up here
     */
    Obstacles(
            Past past,
            StandingStore standings,
            long sequence,
            int index,
            long timeMicros,
            List<Attribute> attributes,
            Map<String, OrderDetail> details) {
        this.details = details;
        this.past = past;
        this.standings = standings;
        this.sequence = sequence;
        this.index = index;
        this.timeMicros = timeMicros;
        this.trace = new FilterTrace(attributes);
    }

    /** All of them; none if the order was eligible. */
    List<Obstacle> of(OrderInfo order) {
        List<Obstacle> found = new ArrayList<>();
        OrderDetail detail = details.computeIfAbsent(order.entity().document(), past.market()::detail);
        BuyerInfo buyer = past.market().buyer(order.buyerId());
        StandingStore.Stood stood = standings.before(order.id(), sequence, index);
        if (stood == null) {
            found.add(new Obstacle("unknown", "how it stood then is no longer kept"));
        }
        int bits = stood == null ? 0 : stood.standing();
        switches(bits, found);
        FilterTrace.Failure failure = trace.failure(detail.filter());
        if (failure != null) {
            found.add(Obstacle.filtered(failure));
        }
        hours(detail.hours(), buyer == null ? ZoneOffset.UTC : buyer.zone(), found);
        if ((bits & Standing.CAPPED) != 0 && stood != null) {
            found.add(new Obstacle("capped", cap("the order's", detail.caps(), stood.capIndex())));
        } else if ((bits & Standing.BUYER_CAPPED) != 0 && stood != null) {
            List<Cap> caps = buyer == null ? List.of() : buyer.caps();
            found.add(new Obstacle("capped", cap("the buyer's", caps, stood.capIndex())));
        }
        if ((bits & Standing.NO_CREDIT) != 0) {
            found.add(new Obstacle("no_credit", "the buyer's credit did not reach for the order's price"));
        }
        return found;
    }

    private static void switches(int bits, List<Obstacle> found) {
        if ((bits & Standing.DELETED) != 0) {
            found.add(new Obstacle("disabled", "its buyer or its campaign was deleted"));
        }
        if ((bits & Standing.DISABLED) != 0) {
            found.add(new Obstacle("disabled", "the order was switched off"));
        }
        if ((bits & Standing.BUYER_DISABLED) != 0) {
            found.add(new Obstacle("disabled", "the buyer was switched off"));
        }
    }

    /** The words of a standing's bits. */
    static List<String> words(int standing) {
        List<Obstacle> found = new ArrayList<>();
        switches(standing, found);
        List<String> words = new ArrayList<>();
        found.forEach(obstacle -> words.add(obstacle.detail()));
        if ((standing & (Standing.CAPPED | Standing.BUYER_CAPPED)) != 0) {
            words.add("capped");
        }
        if ((standing & Standing.NO_CREDIT) != 0) {
            words.add("no_credit");
        }
        return words;
    }

    private void hours(List<Interval> hours, ZoneId zone, List<Obstacle> found) {
        if (hours.isEmpty()) {
            return;
        }
        ZonedDateTime local =
                Instant.ofEpochSecond(Math.floorDiv(timeMicros, 1_000_000L)).atZone(zone);
        int minute = (local.getDayOfWeek().getValue() - 1) * DAY + local.getHour() * 60 + local.getMinute();
        for (Interval interval : hours) {
            if (interval.fromMinute() <= minute && minute < interval.toMinute()) {
                return;
            }
        }
        found.add(new Obstacle("closed", "it was " + LOCAL.format(local) + " in " + zone + ", open " + words(hours)));
    }

    private static String words(List<Interval> hours) {
        List<String> texts = new ArrayList<>();
        for (Interval interval : hours) {
            if (texts.size() == 14) {
                texts.add("…");
                break;
            }
            texts.add(moment(interval.fromMinute(), false) + "-" + moment(interval.toMinute(), true));
        }
        return String.join(", ", texts);
    }

    private static String moment(int minute, boolean isEnd) {
        int day = isEnd && minute % DAY == 0 ? minute / DAY - 1 : minute / DAY;
        int ofDay = minute - day * DAY;
        return DAYS[day] + String.format(Locale.ROOT, " %02d:%02d", ofDay / 60, ofDay % 60);
    }

    private static String cap(String whose, List<Cap> caps, int index) {
        if (index < 0 || index >= caps.size()) {
            return whose + " cap was full";
        }
        Cap cap = caps.get(index);
        String limit = cap.kind() == CapKind.AMOUNT ? Money.text(cap.limit()) : Long.toString(cap.limit());
        String per = cap.kind() == CapKind.CONCURRENT
                ? " at once"
                : " per " + cap.period().name().toLowerCase(Locale.ROOT);
        String what = cap.kind() == CapKind.ANSWERED ? " answered" : "";
        return whose + " cap of " + limit + what + per + " was full";
    }
}

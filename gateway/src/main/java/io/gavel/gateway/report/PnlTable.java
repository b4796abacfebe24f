package io.gavel.gateway.report;

import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Timestamps;
import io.gavel.view.Cost;
import io.gavel.view.PnlColumn;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cube's rows added up by what a report groups by. One thread. */
public final class PnlTable {
    /** What may be grouped by. */
    public static final List<String> GROUPS = List.of("seller", "buyer", "campaign", "source", "hour", "day");

    private static final int COLUMNS = PnlColumn.values().length;
    private static final long MINUTE = 60_000_000L;

    private final Snapshot market;
    private final List<String> by;
    private final ZoneId zone;
    private final Map<String, Row> rows = new TreeMap<>();
    private final long[] totals = new long[COLUMNS];
    private long minuteOfLabel = Long.MIN_VALUE;
    private String label = "";

    PnlTable(Snapshot market, List<String> by, ZoneId zone) {
        this.market = market;
        this.by = by;
        this.zone = zone;
    }

    /**
     * One group.
     *
     * @param keys the group's own, in the order in which they were asked for; empty: of nobody in particular
     */
    public record Row(List<String> keys, Sums sums) {}

    /** A group's columns, by {@link PnlColumn#place}. */
    public static final class Sums {
        private final long[] values = new long[COLUMNS];

        /** Counts, or micro-units. */
        public long of(PnlColumn column) {
            return values[column.place()];
        }

        private void add(long[] more) {
            for (int i = 0; i < COLUMNS; i++) {
                values[i] += more[i];
            }
        }
    }

    void add(long minute, int sellerId, int campaignId, int buyerId, String source, long[] values) {
        List<String> keys = new ArrayList<>(by.size());
        for (String group : by) {
            keys.add(
                    switch (group) {
                        case "seller" -> market.name(EntityKind.SELLER, sellerId);
                        case "buyer" -> market.name(EntityKind.BUYER, buyerId);
                        case "campaign" -> market.name(EntityKind.CAMPAIGN, campaignId);
                        case "source" -> source;
                        default -> time(minute, group.equals("hour"));
                    });
        }
        rows.computeIfAbsent(String.join("\u0000", keys), unknown -> new Row(keys, new Sums()))
                .sums
                .add(values);
        for (int i = 0; i < COLUMNS; i++) {
            totals[i] += values[i];
        }
    }

    /** What ads cost, in the minute in which their day began: of no seller, and no buyer. */
    void add(Cost cost) {
        long[] values = new long[COLUMNS];
        values[PnlColumn.COST.place()] = cost.amountMicros();
        values[PnlColumn.SPEND.place()] = cost.amountMicros();
        add(Math.floorDiv(cost.startMicros(), MINUTE), 0, cost.campaignId(), 0, cost.source(), values);
    }

    /** The beginning of the local hour, in UTC; or the local day. */
    private String time(long minute, boolean isHour) {
        if (minute != minuteOfLabel) {
            ZonedDateTime local = Instant.ofEpochSecond(minute * 60).atZone(zone);
            label = isHour
                    ? Timestamps.text(local.truncatedTo(ChronoUnit.HOURS).toEpochSecond() * 1_000_000)
                    : local.toLocalDate().toString();
            minuteOfLabel = minute;
        }
        return label;
    }

    /** What is grouped by. */
    public List<String> by() {
        return by;
    }

    /** In the order of their keys. */
    public List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    /** Of all groups. */
    public Sums totals() {
        Sums sums = new Sums();
        sums.add(totals);
        return sums;
    }
}

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cube's rows added up by what a report groups by. One thread. */
public final class PnlTable {
    /** What may be grouped by. */
    public static final List<String> GROUPS = List.of("seller", "buyer", "campaign", "source", "hour", "day");

    private static final int COLUMNS = PnlColumn.values().length;
    private static final long MINUTE = 60_000_000L;

    private final Snapshot market;
    private final List<String> by;
    private final ZoneId zone;
    private final Map<Key, Row> rows = new HashMap<>();
    private final long[] totals = new long[COLUMNS];
    private final boolean sellers;
    private final boolean campaigns;
    private final boolean buyers;
    private final boolean sources;
    private final boolean hours;
    private final boolean days;
    private final Label hour = new Label();
    private final Label day = new Label();

    PnlTable(Snapshot market, List<String> by, ZoneId zone) {
        this.market = market;
        this.by = by;
        this.zone = zone;
        this.sellers = by.contains("seller");
        this.campaigns = by.contains("campaign");
        this.buyers = by.contains("buyer");
        this.sources = by.contains("source");
        this.hours = by.contains("hour");
        this.days = by.contains("day");
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

        /** What is left of the revenue after cost and telephony, micro-units. */
        public long margin() {
            return of(PnlColumn.REVENUE) - of(PnlColumn.COST) - of(PnlColumn.TELEPHONY);
        }

        private void add(long[] more) {
            for (int i = 0; i < COLUMNS; i++) {
                values[i] += more[i];
            }
        }
    }

    void add(long minute, int sellerId, int campaignId, int buyerId, String source, long[] values) {
        Key key = new Key(
                sellers ? sellerId : 0,
                campaigns ? campaignId : 0,
                buyers ? buyerId : 0,
                sources ? source : "",
                hours ? label(hour, minute, true) : "",
                days ? label(day, minute, false) : "");
        rows.computeIfAbsent(key, this::row).sums.add(values);
        for (int i = 0; i < COLUMNS; i++) {
            totals[i] += values[i];
        }
    }

    private Row row(Key key) {
        List<String> keys = new ArrayList<>(by.size());
        for (String group : by) {
            keys.add(
                    switch (group) {
                        case "seller" -> market.name(EntityKind.SELLER, key.sellerId());
                        case "buyer" -> market.name(EntityKind.BUYER, key.buyerId());
                        case "campaign" -> market.name(EntityKind.CAMPAIGN, key.campaignId());
                        case "source" -> key.source();
                        default -> group.equals("hour") ? key.hour() : key.day();
                    });
        }
        return new Row(keys, new Sums());
    }

    /** What ads cost, in the minute in which their day began: of no seller, and no buyer. */
    void add(Cost cost) {
        long[] values = new long[COLUMNS];
        values[PnlColumn.COST.place()] = cost.amountMicros();
        values[PnlColumn.SPEND.place()] = cost.amountMicros();
        add(Math.floorDiv(cost.startMicros(), MINUTE), 0, cost.campaignId(), 0, cost.source(), values);
    }

    /** The beginning of the local hour, in UTC; or the local day. Rows come minute by minute. */
    private String label(Label last, long minute, boolean isHour) {
        if (minute != last.minute) {
            ZonedDateTime local = Instant.ofEpochSecond(minute * 60).atZone(zone);
            last.text = isHour
                    ? Timestamps.text(local.truncatedTo(ChronoUnit.HOURS).toEpochSecond() * 1_000_000)
                    : local.toLocalDate().toString();
            last.minute = minute;
        }
        return last.text;
    }

    /** What is told apart; what is not is 0 or empty. */
    private record Key(int sellerId, int campaignId, int buyerId, String source, String hour, String day) {}

    private static final class Label {
        private long minute = Long.MIN_VALUE;
        private String text = "";
    }

    /** What is grouped by. */
    public List<String> by() {
        return by;
    }

    /** In the order of their keys. */
    public List<Row> rows() {
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(row -> String.join("\u0000", row.keys())));
        return sorted;
    }

    /** Of all groups. */
    public Sums totals() {
        Sums sums = new Sums();
        sums.add(totals);
        return sums;
    }
}

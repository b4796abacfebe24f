package io.gavel.gateway.report;

import io.gavel.gateway.report.Readings.PnlFilter;
import io.gavel.view.PnlColumn;
import io.gavel.view.PnlStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The P and L's rows with those of whole hours that are over added up, and the sums kept: a day of a busy exchange has a million
 * rows, and who looks at it looks again. Exact: hours that are over do not change. Any thread.
 */
final class HourlySums {
    private static final int COLUMNS = PnlColumn.values().length;
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60;
    private static final int HOUR_SECONDS = 3_600;
    /** Sums that are kept at most; some hundred bytes each. */
    private static final int MOST = 100_000;

    private final PnlStore store;
    private final LinkedHashMap<Wanted, List<Sum>> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long generation;
    private int size;

    /** What is told apart within an hour, minutes since 1970. */
    private record Wanted(long hour, List<String> by, PnlFilter filter) {}

    /** Those that are not told apart are 0 or empty. */
    private record Key(int sellerId, int campaignId, int buyerId, String source) {}

    private static final class Sum {
        private final Key key;
        private final long[] values = new long[COLUMNS];

        Sum(Key key) {
            this.key = key;
        }
    }

    HourlySums(PnlStore store) {
        this.store = store;
    }

    /** Hands over all that the filter wants of a stretch of time; hours that are over with one row for each group. */
    void read(
            long fromMicros, long toMicros, List<String> by, ZoneId zone, PnlFilter filter, PnlStore.RowVisitor rows) {
        long from = Math.floorDiv(fromMicros, MINUTE);
        long to = Math.floorDiv(toMicros - 1, MINUTE) + 1;
        long first = Math.floorDiv(from + HOUR - 1, HOUR) * HOUR;
        long last = Math.floorDiv(Math.min(to, store.openMinute()), HOUR) * HOUR;
        if (first >= last) {
            raw(from, to, filter, rows);
            return;
        }
        List<String> told = by.stream()
                .filter(group -> !group.equals("hour") && !group.equals("day"))
                .sorted()
                .toList();
        boolean isTimed = told.size() < by.size();
        raw(from, first, filter, rows);
        for (long hour = first; hour < last; hour += HOUR) {
            if (isTimed && !isWhole(hour, zone)) {
                raw(hour, hour + HOUR, filter, rows);
            } else {
                for (Sum sum : sums(new Wanted(hour, told, filter))) {
                    Key key = sum.key;
                    rows.row(hour, key.sellerId(), key.campaignId(), key.buyerId(), key.source(), sum.values);
                }
            }
        }
        raw(last, to, filter, rows);
    }

    private void raw(long from, long to, PnlFilter filter, PnlStore.RowVisitor rows) {
        if (from < to) {
            store.read(from * MINUTE, to * MINUTE, (minute, seller, campaign, buyer, source, values) -> {
                if (filter.wants(seller, campaign, buyer, source)) {
                    rows.row(minute, seller, campaign, buyer, source, values);
                }
            });
        }
    }

    private List<Sum> sums(Wanted wanted) {
        long now = store.generation();
        List<Sum> known = known(wanted, now);
        if (known != null) {
            return known;
        }
        Map<Key, Sum> sums = new HashMap<>();
        List<String> by = wanted.by();
        boolean sellers = by.contains("seller");
        boolean campaigns = by.contains("campaign");
        boolean buyers = by.contains("buyer");
        boolean sources = by.contains("source");
        raw(wanted.hour(), wanted.hour() + HOUR, wanted.filter(), (minute, seller, campaign, buyer, source, values) -> {
            Key key =
                    new Key(sellers ? seller : 0, campaigns ? campaign : 0, buyers ? buyer : 0, sources ? source : "");
            long[] sum = sums.computeIfAbsent(key, Sum::new).values;
            for (int i = 0; i < COLUMNS; i++) {
                sum[i] += values[i];
            }
        });
        List<Sum> made = new ArrayList<>(sums.values());
        keep(wanted, made, now);
        return made;
    }

    private synchronized @Nullable List<Sum> known(Wanted wanted, long now) {
        if (generation != now) {
            kept.clear();
            size = 0;
            generation = now;
        }
        return kept.get(wanted);
    }

    /** {@code asOf}: the generation before it was read; what was made anew meanwhile is not kept. */
    private synchronized void keep(Wanted wanted, List<Sum> made, long asOf) {
        if (asOf != generation || asOf != store.generation() || made.size() > MOST / 2) {
            return;
        }
        List<Sum> before = kept.put(wanted, made);
        size += 1 + made.size() - (before == null ? 0 : 1 + before.size());
        var oldest = kept.entrySet().iterator();
        while (size > MOST && oldest.hasNext()) {
            size -= 1 + oldest.next().getValue().size();
            oldest.remove();
        }
    }

    /** Whether the zone's hours and days begin where this hour does. */
    private static boolean isWhole(long hour, ZoneId zone) {
        return zone.getRules().getOffset(Instant.ofEpochSecond(hour * 60)).getTotalSeconds() % HOUR_SECONDS == 0;
    }
}

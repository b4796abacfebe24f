package io.gavel.gateway.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.report.Readings.PnlFilter;
import io.gavel.view.PnlColumn;
import io.gavel.view.PnlStore;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums of hours that are over say the same as all their minutes. */
class HourlySumsTest {
    private static final long MINUTE = 60_000_000L;
    private static final int DAYS = 3;
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    private final Minutes store = new Minutes();
    private final HourlySums sums = new HourlySums(store);

    @Test
    void anyStretchGroupedAnyHowIsExact() {
        SplittableRandom random = new SplittableRandom(1);
        List<List<String>> groups = List.of(
                List.of(),
                List.of("seller"),
                List.of("hour"),
                List.of("buyer", "day"),
                List.of("source", "campaign", "hour"));
        for (int i = 0; i < 200; i++) {
            long from = random.nextLong(DAYS * 1_440L) * MINUTE + random.nextLong(MINUTE);
            long to = from + random.nextLong(1, 2 * 1_440L) * MINUTE;
            List<String> by = groups.get(random.nextInt(groups.size()));
            ZoneId zone = random.nextBoolean() ? KATHMANDU : ZoneId.of("America/New_York");
            PnlFilter filter = random.nextBoolean() ? PnlFilter.ALL : new PnlFilter(0, 1 + random.nextInt(2), 0, null);
            assertEquals(
                    grouped(by, zone, rows -> raw(from, to, filter, rows)),
                    grouped(by, zone, rows -> sums.read(from, to, by, zone, filter, rows)),
                    from + " to " + to + " by " + by + " in " + zone + " of " + filter);
        }
    }

    @Test
    void hoursThatAreOverAreReadOnceUntilTheStoreIsMadeAnew() {
        long to = DAYS * 1_440L * MINUTE;
        sums.read(0, to, List.of("seller"), KATHMANDU, PnlFilter.ALL, (minute, s, c, b, source, values) -> {});
        int before = store.read;
        sums.read(0, to, List.of("seller"), KATHMANDU, PnlFilter.ALL, (minute, s, c, b, source, values) -> {});
        assertTrue(store.read - before < before / 20, store.read - before + " rows were read again, of " + before);

        store.generation++;
        store.rows.clear();
        List<Long> told = new ArrayList<>();
        sums.read(
                0,
                to,
                List.of("seller"),
                KATHMANDU,
                PnlFilter.ALL,
                (minute, s, c, b, source, values) -> told.add(minute));
        assertEquals(List.of(), told);
    }

    private void raw(long from, long to, PnlFilter filter, PnlStore.RowVisitor rows) {
        store.read(from, to, (minute, seller, campaign, buyer, source, values) -> {
            if (filter.wants(seller, campaign, buyer, source)) {
                rows.row(minute, seller, campaign, buyer, source, values);
            }
        });
    }

    private interface Reading {
        void read(PnlStore.RowVisitor rows);
    }

    private static String grouped(List<String> by, ZoneId zone, Reading reading) {
        TreeMap<String, Long> sums = new TreeMap<>();
        reading.read((minute, seller, campaign, buyer, source, values) -> {
            var local = java.time.Instant.ofEpochSecond(minute * 60).atZone(zone);
            String key = (by.contains("seller") ? seller + " " : "")
                    + (by.contains("campaign") ? campaign + " " : "")
                    + (by.contains("buyer") ? buyer + " " : "")
                    + (by.contains("source") ? source + " " : "")
                    + (by.contains("hour") ? local.truncatedTo(java.time.temporal.ChronoUnit.HOURS) + " " : "")
                    + (by.contains("day") ? local.toLocalDate() : "");
            sums.merge(key, values[0], Long::sum);
        });
        return sums.toString();
    }

    /** Three days of rows, and the minute after them open. */
    private static final class Minutes implements PnlStore {
        private record Row(long minute, int seller, int campaign, int buyer, String source, long[] values) {}

        private final List<Row> rows = new ArrayList<>();
        private long generation;
        private int read;

        Minutes() {
            SplittableRandom random = new SplittableRandom(2);
            for (long minute = 0; minute < DAYS * 1_440L; minute++) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    long[] values = new long[PnlColumn.values().length];
                    values[0] = random.nextInt(100);
                    rows.add(new Row(
                            minute,
                            random.nextInt(3),
                            random.nextInt(3),
                            random.nextInt(3),
                            "s" + random.nextInt(2),
                            values));
                }
            }
        }

        @Override
        public void read(long fromMicros, long toMicros, RowVisitor visitor) {
            long from = Math.floorDiv(fromMicros, MINUTE);
            long to = Math.floorDiv(toMicros - 1, MINUTE) + 1;
            for (Row row : rows) {
                if (row.minute >= from && row.minute < to) {
                    read++;
                    visitor.row(row.minute, row.seller, row.campaign, row.buyer, row.source, row.values);
                }
            }
        }

        @Override
        public long openMinute() {
            return DAYS * 1_440L - 30;
        }

        @Override
        public long generation() {
            return generation;
        }
    }
}

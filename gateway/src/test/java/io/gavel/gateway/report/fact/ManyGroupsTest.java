package io.gavel.gateway.report.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports with more groups than fit into the memory say the same, page by page, as if all of them were added up at once. */
@Timeout(60)
class ManyGroupsTest {
    private static final long START = 29_783_334L * 60_000_000;
    private static final long HOUR = 3_600_000_000L;
    private static final int MEBIBYTES = 64;
    private static final int ROWS = 250_000;
    private static final int SOURCES = 300;
    private static final int KEYWORDS = 700;

    /** All 210,000 pairs of source and keyword, some of them twice; an hour for each thousand. */
    private static final String INSERT = """
            INSERT INTO fact SELECT i, START + i // 1000 * 3600000000, 1, i, 0, 'lead', 'seller-' || i % 7, 'campaign', 'buyer',
                'source ' || i % 300, 'CA', 'keyword number ' || (i // 300) % 700, '', '', if(i % 9 = 0, NULL, i % 1000), 1, 1, 0, i % 5,
                (i % 5) * (i % 11) * 1000000, 0, i % 3, 0, 0, 0, 0, 0, 0, i * 7919 % 1009 * 10000, i * 6007 % 503 * 10000, 0, 0, 0
            FROM range(0, ROWS) numbers(i)""";

    @TempDir
    private static Path folder;

    private static FactReports reports;

    /** What is added up of a group. */
    private static final class Sum {
        private final List<String> keys;
        private long pings;
        private long bids;
        private long bidMicros;
        private long posts;
        private long revenue;
        private long cost;

        Sum(List<String> keys) {
            this.keys = keys;
        }

        @Override
        public String toString() {
            return keys + " " + pings + " " + revenue + " " + posts + " " + bidMicros;
        }

        /** Null: there is none. */
        @Nullable
        Double value(@Nullable Measure measure) {
            if (measure == null) {
                return 0.0;
            }
            return switch (measure) {
                case REVENUE -> (double) revenue;
                case MARGIN -> (double) (revenue - cost);
                case POSTS -> (double) posts;
                case CALLS -> 0.0;
                case AVERAGE_BID -> bids == 0 ? null : (double) bidMicros / bids;
                default -> throw new IllegalArgumentException(measure.word());
            };
        }
    }

    @BeforeAll
    static void fill() throws Exception {
        FactReports.make(folder, MEBIBYTES);
        try (Connection connection = new DuckDBDriver()
                        .connect("jdbc:duckdb:" + folder.resolve("facts.duckdb").toAbsolutePath(), new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(INSERT.replace("START", Long.toString(START)).replace("ROWS", Integer.toString(ROWS)));
        }
        reports = FactReports.over(folder, MEBIBYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "REVENUE, true, 0",
        "REVENUE, false, 0",
        "MARGIN, true, 150",
        "AVERAGE_BID, true, 70",
        "AVERAGE_BID, false, 20000",
        "CALLS, true, 199",
        ", false, 0",
        ", false, 209990",
        "POSTS, true, 5000"
    })
    void itsBestAreThoseOfAll(@Nullable Measure order, boolean descending, long after) throws Exception {
        FactQuery query = pairs(order, descending, after);
        assertEquals(twin(query), texts(reports.table(query).rows()));
    }

    @Test
    void inPartsTheyAreTheSame() throws Exception {
        FactQuery query = pairs(Measure.REVENUE, true, 30);
        List<FactTable.Row> found = reports.reading(connection -> {
            FactReports.execute(connection, FactSql.noneChosen(query));
            for (int part = 0; part < 5; part++) {
                FactReports.execute(connection, FactSql.choose(query, part, 5));
            }
            return FactReports.rows(connection, query, FactSql.chosen(query));
        });
        assertEquals(twin(query), texts(found.subList(0, query.limit())));
    }

    @ParameterizedTest
    @CsvSource({"AVERAGE_BID, true", ", false"})
    void allOfThemAreToldOnceAndInOrder(@Nullable Measure order, boolean descending) throws Exception {
        FactQuery query = pairs(order, descending, 0);
        List<FactTable.Row> rows = new ArrayList<>();
        FactTable.Sums totals = reports.whole(query, rows::add);
        List<String> expected = twin(query, Integer.MAX_VALUE);
        List<String> found = texts(rows);
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            assertEquals(expected.get(i), found.get(i), "row " + i);
        }
        assertEquals(ROWS, totals.of(Measure.PINGS));
        assertEquals(reports.table(query).totals().of(Measure.REVENUE), totals.of(Measure.REVENUE), "as its pages say");
    }

    @Test
    void aWholeReportOfFewGroupsOrNoneIsTheSame() throws Exception {
        for (List<Grouping> by : List.of(List.<Grouping>of(), List.of(Grouping.SELLER, Grouping.DAY))) {
            FactQuery query = query(START + 1_000 * HOUR, by, Measure.REVENUE, true, 0);
            List<FactTable.Row> rows = new ArrayList<>();
            FactTable.Sums totals = reports.whole(query, rows::add);
            assertEquals(texts(reports.table(query).rows()), texts(rows));
            assertEquals(ROWS, totals.of(Measure.PINGS));
        }
    }

    /** In a stretch of time that is short enough to add up all of its groups. */
    @ParameterizedTest
    @CsvSource({"HOUR", "DAY", "SELLER", "SCORE_BAND"})
    void hoursAndBandsAreKeysLikeOthers(Grouping second) throws Exception {
        FactQuery query = query(START + 12 * HOUR, List.of(Grouping.KEYWORD, second), Measure.REVENUE, true, 50);
        List<FactTable.Row> all =
                reports.reading(connection -> FactReports.rows(connection, query, FactSql.rows(query)));
        List<String> expected = texts(all.subList(0, Math.min(all.size(), query.limit())));
        assertEquals(expected, texts(reports.table(query).rows()));
    }

    /** Every ninth row has none; a tenth of a tenth's rows, then. */
    @Test
    void whatHasNoScoreIsInNoBand() throws Exception {
        FactQuery query = query(START + 1_000 * HOUR, List.of(Grouping.SCORE_BAND), null, false, 0);
        List<FactTable.Row> rows = reports.table(query).rows();
        assertEquals(List.of(""), rows.get(0).keys());
        assertEquals((ROWS + 8) / 9, rows.get(0).sums().of(Measure.PINGS));
        assertEquals(List.of("0.9"), rows.get(10).keys());
        FactQuery best = new FactQuery(
                query.fromMicros(), query.toMicros(), query.zone(), List.of(), Map.of(), 9, null, false, 100, 0);
        assertEquals(
                rows.get(10).sums().of(Measure.PINGS),
                reports.table(best).totals().of(Measure.PINGS));
    }

    @Test
    void totalsAreOfAllThatThereIs() throws Exception {
        FactTable found = reports.table(pairs(Measure.REVENUE, true, 0));
        FactTable all = reports.table(query(START + 1_000 * HOUR, List.of(), null, false, 0));
        assertEquals(100, found.next());
        assertEquals(all.totals().of(Measure.REVENUE), found.totals().of(Measure.REVENUE));
        assertEquals(ROWS, found.totals().of(Measure.PINGS));
    }

    /** The same, worked out plainly. */
    private static List<String> twin(FactQuery query) {
        return twin(query, query.limit());
    }

    private static List<String> twin(FactQuery query, int limit) {
        Map<String, Sum> sums = new TreeMap<>();
        for (long i = 0; i < ROWS; i++) {
            List<String> keys = List.of("source " + i % SOURCES, "keyword number " + i / SOURCES % KEYWORDS);
            Sum sum = sums.computeIfAbsent(String.join("\0", keys), key -> new Sum(keys));
            sum.pings++;
            sum.bids += i % 5;
            sum.bidMicros += i % 5 * (i % 11) * 1_000_000;
            sum.posts += i % 3;
            sum.revenue += i * 7_919 % 1_009 * 10_000;
            sum.cost += i * 6_007 % 503 * 10_000;
        }
        Comparator<Double> values = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return sums.values().stream()
                .sorted(Comparator.comparing(sum -> sum.value(query.order()), Comparator.nullsLast(values)))
                .skip(query.after())
                .limit(limit)
                .map(Sum::toString)
                .toList();
    }

    private static List<String> texts(List<FactTable.Row> rows) {
        List<String> texts = new ArrayList<>();
        for (FactTable.Row row : rows) {
            FactTable.Sums sums = row.sums();
            texts.add(row.keys() + " " + sums.of(Measure.PINGS) + " " + sums.of(Measure.REVENUE) + " "
                    + sums.of(Measure.POSTS) + " " + sums.of(Measure.BID_MICROS));
        }
        return texts;
    }

    private static FactQuery pairs(@Nullable Measure order, boolean descending, long after) {
        return query(START + 1_000 * HOUR, List.of(Grouping.SOURCE, Grouping.KEYWORD), order, descending, after);
    }

    private static FactQuery query(
            long to, List<Grouping> by, @Nullable Measure order, boolean descending, long after) {
        return new FactQuery(START, to, ZoneId.of("America/New_York"), by, Map.of(), -1, order, descending, 100, after);
    }
}

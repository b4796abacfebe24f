package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import io.gavel.gateway.report.fact.FactQuery;
import io.gavel.gateway.report.fact.FactReports;
import io.gavel.gateway.report.fact.Grouping;
import io.gavel.gateway.report.fact.Measure;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar report}: every grouping over ten million rows, beside one plain group-by of DuckDB over the same. */
@Command(
        name = "report",
        description = "time of long reports over many rows, beside a plain DuckDB group-by of the same rows",
        mixinStandardHelpOptions = true)
public final class ReportSpeed implements Callable<Integer> {
    private static final long START = 1_787_000_000_000_000L;
    private static final long SPREAD = 90L * 86_400_000_000L;
    private static final int CHUNK = 500_000;
    private static final String FILE = "facts.duckdb";

    /** What a report adds up, of the least that it could be asked for. */
    private static final String PLAIN = "SELECT source, sum(pings), sum(sold), sum(revenue) FROM fact GROUP BY source";

    /** As the projection has them: of ten rows six are pings, two their bids, one a post, one a sale; every hundredth is of a call. */
    private static final String ROWS = """
            INSERT INTO fact SELECT i, START + hash(i) % SPREAD, 1 + i % 4, i, 0, if(i % 100 = 0, 'call', 'lead'),
                'seller-' || (hash(i + 1) % 50), 'campaign-' || (hash(i + 2) % 20), 'buyer-' || (hash(i + 3) % 200),
                'source-' || (hash(i + 4) % 500), chr(65 + (hash(i + 5) % 7)::INT) || chr(65 + (hash(i + 6) % 7)::INT),
                if(i % 3 = 0, 'keyword number ' || (hash(i + 7) % 2000), ''),
                if(i % 3 = 0, 'https://site.example/landing/' || (hash(i + 8) % 200), ''),
                if(i % 100 = 0, '+1800555' || (hash(i + 9) % 1000), ''), if(i % 2 = 0, hash(i + 10) % 1000, NULL),
                (i % 10 < 6)::INT, (i % 10 < 6)::INT, (i % 10 < 4)::INT, (i % 10 IN (6, 7))::INT * 3,
                if(i % 10 IN (6, 7), 12340000, 0), (i % 10 = 6)::INT, (i % 10 = 8)::INT, (i % 10 = 9)::INT,
                (i % 100 = 0)::INT, (i % 200 = 0)::INT, (i % 400 = 0)::INT, if(i % 200 = 0, 95, 0), 0,
                if(i % 10 = 9, 14000000 + hash(i) % 9000000, 0), if(i % 10 = 9, 11000000, 0), 0, 0, 0
            FROM range(FIRST, LAST) numbers(i)""";

    @Option(names = "--rows", defaultValue = "10000000", description = "(default ${DEFAULT-VALUE})")
    private long rows;

    @Option(
            names = "--memory-mb",
            defaultValue = "128",
            description = "as analytics.memory_mb (default ${DEFAULT-VALUE})")
    private int memory;

    @Option(names = "--rounds", defaultValue = "3", description = "the median counts (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--by",
            split = ",",
            description = "one report only, by these: source,keyword (default: all that are told of)")
    private List<String> words = List.of();

    @Option(names = "--whole", description = "all groups, as a report in CSV has them, not the best thousand")
    private boolean isWhole;

    @Override
    public Integer call() throws Exception {
        Path data = Servers.emptyData();
        try {
            FactReports.make(data, memory);
            fill(data);
            System.out.printf(Locale.ROOT, "report: %,d rows, %d MiB of memory, on %s%n", rows, memory, Machine.here());
            Cost plain = plain(data);
            FactReports reports = FactReports.over(data, memory);
            for (List<Grouping> by : words.isEmpty() ? groupings() : List.of(asked())) {
                Cost cost = median(() -> isWhole ? reports.whole(query(by), group -> {}) : reports.table(query(by)));
                System.out.printf(
                        Locale.ROOT,
                        "by %-24s %.2f s, %.2f s of CPU, %.1f x the CPU of a plain group-by; target <= 2 s%n",
                        by.stream().map(Grouping::word).toList(),
                        cost.seconds,
                        cost.cpuSeconds,
                        cost.cpuSeconds / plain.cpuSeconds);
            }
            System.out.printf(
                    Locale.ROOT,
                    "plain group-by: %.2f s, %.2f s of CPU; load average %.1f%n",
                    plain.seconds,
                    plain.cpuSeconds,
                    Machine.loadAverage());
            return 0;
        } finally {
            Servers.remove(data);
        }
    }

    private List<Grouping> asked() {
        List<Grouping> by = new ArrayList<>();
        for (String word : words) {
            Grouping grouping = Grouping.of(word);
            if (grouping == null) {
                throw new IllegalArgumentException("--by knows no " + word);
            }
            by.add(grouping);
        }
        return by;
    }

    private static List<List<Grouping>> groupings() {
        List<List<Grouping>> all = new ArrayList<>();
        for (Grouping grouping : Grouping.values()) {
            all.add(List.of(grouping));
        }
        all.add(List.of(Grouping.SOURCE, Grouping.KEYWORD));
        all.add(List.of(Grouping.SELLER, Grouping.BUYER, Grouping.DAY));
        return all;
    }

    private static FactQuery query(List<Grouping> by) {
        return new FactQuery(
                START,
                START + SPREAD,
                ZoneId.of("America/New_York"),
                by,
                Map.of(),
                -1,
                Measure.REVENUE,
                true,
                1_000,
                0);
    }

    private void fill(Path data) throws Exception {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement()) {
            for (long from = 0; from < rows; from += CHUNK) {
                statement.execute(ROWS.replace("START", Long.toString(START))
                        .replace("SPREAD", Long.toString(SPREAD))
                        .replace("FIRST", Long.toString(from))
                        .replace("LAST", Long.toString(Math.min(rows, from + CHUNK))));
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** Before the reports: one process opens a database with one set of settings. */
    private Cost plain(Path data) throws Exception {
        try (Connection connection = connect(data);
                Statement statement = connection.createStatement()) {
            return median(() -> {
                try (ResultSet found = statement.executeQuery(PLAIN)) {
                    while (found.next()) {}
                }
                return null;
            });
        }
    }

    private static Connection connect(Path data) throws Exception {
        return new DuckDBDriver()
                .connect("jdbc:duckdb:" + data.resolve(FILE).toAbsolutePath(), new java.util.Properties());
    }

    private Cost median(Callable<?> work) throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            work.call();
            if (round > 0) {
                costs.add(new Cost((System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9));
            }
        }
        costs.sort(Comparator.comparingDouble(Cost::seconds));
        return costs.get(costs.size() / 2);
    }

    /** Of the whole process: DuckDB's threads are its own. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    /** Of one report: how long one waits, and what all threads together did. */
    private record Cost(double seconds, double cpuSeconds) {}
}

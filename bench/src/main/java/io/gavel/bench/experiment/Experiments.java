package io.gavel.bench.experiment;

import io.gavel.bench.load.Jitter;
import io.gavel.bench.load.Load;
import io.gavel.bench.load.LoadPlan;
import io.gavel.bench.load.Machine;
import io.gavel.bench.load.Tally;
import io.gavel.bench.load.Template;
import io.gavel.bench.load.TextReport;
import io.gavel.gateway.demo.Buyer;
import io.gavel.gateway.demo.BuyerFarm;
import io.gavel.gateway.demo.BuyerPlan;
import io.gavel.gateway.demo.Temper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The experiments over HTTP, each a command that prints its figure, its ceiling's, and their ratio. */
@Command
public final class Experiments {

    private Experiments() {}

    private static final String ACCEPTED = "\"accepted\"";
    private static final String PINGS = "/v1/pings";
    private static final String FOREVER_CLOSED_BREAKER =
            "buyers: {allow_private_addresses: true, breaker_failures: 100000}";

    /** A ping answered from fixed prices beside a bare echo. */
    @Command(
            name = "http-fixed",
            description = "a ping answered from fixed prices, beside a bare Vert.x JSON echo of the same size",
            mixinStandardHelpOptions = true)
    public static int fixed(
            @Option(names = "--orders", defaultValue = "1000") int orders,
            @Option(
                            names = "--long-reports",
                            negatable = true,
                            defaultValue = "true",
                            fallbackValue = "true",
                            description = "with the rows of long reports; without: analytics.enabled is false")
                    boolean longReports,
            @Mixin Rounds rounds)
            throws IOException {
        Path data = Servers.emptyData();
        try (BuyerFarm farm = BuyerFarm.open(BuyerPlan.constant("buyer", Temper.INSTANT, 1000));
                ServerProcess exchange = Servers.exchange(
                        data,
                        BenchMarket.fixed(orders, farm.buyer(0).leadUrl()),
                        FOREVER_CLOSED_BREAKER,
                        "analytics: {enabled: " + longReports + "}");
                ServerProcess echo = Servers.ceiling("echo", List.of())) {
            Duel duel = Duel.fight(
                    rounds.warmups,
                    rounds.rounds,
                    () -> Cost.measure(exchange, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()),
                    () -> Cost.measure(echo, PINGS, BenchMarket.PING, "phone_hash", rounds.time()));
            System.out.print(duel.report(
                    "http-fixed: best of " + orders + " fixed prices" + (longReports ? "" : ", no long reports"),
                    "Gavel",
                    "bare echo",
                    "CPU <= 2.00"));
            return 0;
        } finally {
            Servers.remove(data);
        }
    }

    /** A new visitor who gets a number of a pool beside a bare echo. */
    @Command(
            name = "http-visit",
            description = "a new visitor who is given a number, beside a bare Vert.x JSON echo of the same size",
            mixinStandardHelpOptions = true)
    public static int visit(@Option(names = "--numbers", defaultValue = "60000") int numbers, @Mixin Rounds rounds)
            throws IOException {
        Path data = Servers.emptyData();
        try (ServerProcess exchange =
                        Servers.exchange(data, BenchMarket.pools(numbers), "visits: {per_minute: 10000000}");
                ServerProcess echo = Servers.ceiling("echo", List.of())) {
            Duel duel = Duel.fight(
                    rounds.warmups,
                    rounds.rounds,
                    () -> Cost.measure(exchange, "/v1/visits", BenchMarket.VISIT, "\"shared\":false", rounds.time()),
                    () -> Cost.measure(echo, "/v1/visits", BenchMarket.VISIT, "gclid", rounds.time()));
            System.out.print(
                    duel.report("http-visit: one of " + numbers + " numbers", "Gavel", "bare echo", "CPU <= 1.50"));
            return 0;
        } finally {
            Servers.remove(data);
        }
    }

    /** A ping that asks buyers beside a bare fan-out. */
    @Command(
            name = "http-fanout",
            description = "a ping that asks buyers who answer at once, beside a bare Vert.x fan-out to the same",
            mixinStandardHelpOptions = true)
    public static int fanOut(@Option(names = "--buyers", defaultValue = "10") int buyers, @Mixin Rounds rounds)
            throws IOException {
        Path data = Servers.emptyData();
        try (BuyerFarm farm = BuyerFarm.open(1, plans(buyers, 0));
                ServerProcess exchange =
                        Servers.exchange(data, BenchMarket.asking(farm.buyers(), 2000), FOREVER_CLOSED_BREAKER);
                ServerProcess bare = Servers.ceiling(
                        "fanout", farm.buyers().stream().map(Buyer::port).toList())) {
            Duel duel = Duel.fight(
                    rounds.warmups,
                    rounds.rounds,
                    () -> Cost.measure(exchange, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()),
                    () -> Cost.measure(bare, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()));
            System.out.print(
                    duel.report("http-fanout: " + buyers + " buyers asked", "Gavel", "bare fan-out", "CPU <= 1.50"));
            return 0;
        } finally {
            Servers.remove(data);
        }
    }

    /** How late answers are while half of the buyers never answer. */
    @Command(
            name = "deadline",
            description = "how much later than its deadline a ping is answered while half of the buyers never answer",
            mixinStandardHelpOptions = true)
    public static int deadline(
            @Option(names = "--rate", defaultValue = "100") double rate,
            @Option(names = "--deadline-ms", defaultValue = "100") int deadlineMillis,
            @Option(names = "--seconds", defaultValue = "30") int seconds)
            throws IOException {
        Path data = Servers.emptyData();
        try (BuyerFarm farm = BuyerFarm.open(1, plans(10, 5));
                ServerProcess exchange = Servers.exchange(
                        data, BenchMarket.asking(farm.buyers(), deadlineMillis), FOREVER_CLOSED_BREAKER)) {
            URI url = exchange.uri(PINGS);
            Template pings =
                    Template.post(url, BenchMarket.PING, List.of("authorization: Bearer " + BenchMarket.SELLER_KEY));
            LoadPlan plan = LoadPlan.open(url, pings, rate, 256, Duration.ofSeconds(seconds))
                    .warmedUpFor(Duration.ofSeconds(10))
                    .expecting(ACCEPTED);
            Jitter jitter = Jitter.start();
            Tally tally = Load.run(plan);
            Histogram noise = jitter.stop();
            System.out.print("deadline: " + deadlineMillis + " ms, 5 of 10 buyers never answer\n");
            System.out.print(TextReport.of(plan, tally, noise));
            System.out.print(late("service time", tally.service(), deadlineMillis));
            System.out.print(late("from the intended start", tally.latency(), deadlineMillis));
            return tally.isClean() ? 0 : 1;
        } finally {
            Servers.remove(data);
        }
    }

    /** What the journal costs. */
    @Command(
            name = "journal-http",
            description =
                    "pings a second with the journal synced each interval, beside one that is never synced, in memory",
            mixinStandardHelpOptions = true)
    public static int journal(@Mixin Rounds rounds) throws IOException {
        Path disk = Servers.emptyData();
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "gavel-bench-data-");
        try (BuyerFarm farm = BuyerFarm.open(BuyerPlan.constant("buyer", Temper.INSTANT, 1000))) {
            String market = BenchMarket.fixed(1000, farm.buyer(0).leadUrl());
            try (ServerProcess synced =
                            Servers.exchange(disk, market, FOREVER_CLOSED_BREAKER, "journal: {sync: interval}");
                    ServerProcess never =
                            Servers.exchange(memory, market, FOREVER_CLOSED_BREAKER, "journal: {sync: none}")) {
                Duel duel = Duel.fight(
                        rounds.warmups,
                        rounds.rounds,
                        () -> Cost.measure(synced, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()),
                        () -> Cost.measure(never, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()));
                System.out.print(duel.report(
                        "journal-http: sync interval on disk", "interval, disk", "none, memory", "throughput >= 0.85"));
            }
            return 0;
        } finally {
            Servers.remove(disk);
            Servers.remove(memory);
        }
    }

    /** The bare servers alone. */
    @Command(
            name = "ceilings",
            description = "the bare Vert.x JSON echo beside the bare fan-out",
            mixinStandardHelpOptions = true)
    public static int ceilings(@Option(names = "--buyers", defaultValue = "10") int buyers, @Mixin Rounds rounds)
            throws IOException {
        try (BuyerFarm farm = BuyerFarm.open(1, plans(buyers, 0));
                ServerProcess echo = Servers.ceiling("echo", List.of());
                ServerProcess bare = Servers.ceiling(
                        "fanout", farm.buyers().stream().map(Buyer::port).toList())) {
            Duel duel = Duel.fight(
                    rounds.warmups,
                    rounds.rounds,
                    () -> Cost.measure(bare, PINGS, BenchMarket.PING, ACCEPTED, rounds.time()),
                    () -> Cost.measure(echo, PINGS, BenchMarket.PING, "phone_hash", rounds.time()));
            System.out.print(duel.report("ceilings", "fan-out to " + buyers, "echo", "none"));
            return 0;
        }
    }

    private static List<BuyerPlan> plans(int buyers, int silent) {
        List<BuyerPlan> plans = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            Temper temper = i < silent ? Temper.SILENT : Temper.INSTANT;
            plans.add(BuyerPlan.constant("buyer-" + i, temper, 1800 + i));
        }
        return plans;
    }

    private static String late(String name, Histogram nanos, int deadlineMillis) {
        double p999 = nanos.getValueAtPercentile(99.9) / 1e6 - deadlineMillis;
        return String.format(
                Locale.ROOT,
                "later than the deadline, %s: p99.9 %+.3f ms; target <= +2 ms on a quiet machine (load average %.1f)%n",
                name,
                p999,
                Machine.loadAverage());
    }
}

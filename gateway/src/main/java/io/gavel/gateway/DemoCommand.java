package io.gavel.gateway;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.demo.Demo;
import io.gavel.gateway.demo.day.DayPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the whole exchange with the sample market, and around it simulated buyers, sellers, callers and agents on loopback. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the exchange with a sample market and simulated buyers and sellers; prints live figures.")
public final class DemoCommand implements Callable<Integer> {

    private static final String OPERATOR_KEY = "demo-operator";
    private static final String MARKET = "/market.yaml";
    /** A week in a minute. */
    private static final int FASTEST = 10_080;
    /** Faster, real requests and calls of real length could not follow. */
    private static final int FASTEST_LIVE = 60;

    private static final Duration SHORTEST_LIVE = Duration.ofSeconds(10);
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Option(names = "--for", paramLabel = "TIME", description = "Stop after so long, for example 30s, with a summary.")
    private @Nullable String time;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "Run the market N times faster than life; above 60 a minute's worth of it is simulated before: 1440 is a"
                            + " day in a minute.")
    private double speed = 1;

    @Option(names = "--http-port", paramLabel = "N", description = "HTTP port, 0 takes a free one (8080).")
    private String httpPort = "8080";

    @Option(names = "--sip-port", paramLabel = "N", description = "SIP port, 0 takes a free one (5060).")
    private String sipPort = "5060";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory; absent: one that is removed in the end.")
    private @Nullable Path data;

    /** Made by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        Duration duration;
        try {
            duration = time == null ? Duration.ZERO : Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            System.err.println("--for " + time + ": expected a time like 30s or 2m");
            return WRONG;
        }
        if (!(speed > 0 && speed <= FASTEST)) {
            System.err.println("--speed " + speed + ": expected a number above 0, at most " + FASTEST);
            return WRONG;
        }
        Path directory = data == null ? Files.createTempDirectory("gavel-demo-") : data;
        try {
            return run(directory, duration);
        } finally {
            if (data == null) {
                Folders.remove(directory);
            }
        }
    }

    private int run(Path directory, Duration duration) throws IOException {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read("", environment(directory), problems);
        for (Problem problem : problems.list()) {
            System.err.println("configuration: " + problem);
        }
        if (!problems.isEmpty()) {
            return WRONG;
        }
        SmallHeap.ask();
        CountDownLatch ended = new CountDownLatch(1);
        boolean hasPast = speed > FASTEST_LIVE;
        try (Demo demo = Demo.open(sampleMarket(), hasPast ? 1 : speed)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutdown(demo, ended), "shutdown"));
            Duration left = hasPast ? past(demo, config, duration) : duration;
            try (WarmUp warmUp = WarmUp.begin(config);
                    Gateway gateway = Gateway.open(config)) {
                gateway.start();
                List<String> wrong = gateway.importMarket(
                        MARKET, demo.marketDocument().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                if (!wrong.isEmpty()) {
                    wrong.forEach(sentence -> System.err.println("sample market: " + sentence));
                    return FAILED;
                }
                warmUp.await();
                Gateway.Ports ports = gateway.open();
                int port = ports.http();
                System.out.println("console  http://127.0.0.1:" + port + "/ with the key "
                        + config.operator().key());
                System.out.println("READY http=" + port + " sip=" + ports.sip());
                boolean good = demo.run(
                        port, ports.sip(), String.valueOf(config.operator().key()), left, System.out);
                gateway.drain();
                return good ? 0 : FAILED;
            }
        } finally {
            ended.countDown();
        }
    }

    /** A minute's worth of the market before now, in an empty directory; what is left of the time. */
    private Duration past(Demo demo, ExchangeConfig config, Duration duration) throws IOException {
        if (Files.exists(config.data().resolve("journal"))) {
            System.out.println("past     " + config.data() + " has one; none is simulated");
            return duration;
        }
        Duration length = Duration.ofSeconds(Math.round(speed * 60));
        long start = System.nanoTime();
        DayPlan plan = DayPlan.upTo(Instant.now(), length);
        String came = Past.live(
                config,
                demo.marketDocument(),
                plan,
                demo.tempers(),
                line -> System.out.println("past     " + line),
                demo::isStopped);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                Locale.ROOT,
                "past     %d:%02d hours in %.1f s: %s%n",
                length.toHours(),
                length.toMinutesPart(),
                took.toMillis() / 1e3,
                came);
        if (duration.isZero()) {
            return duration;
        }
        Duration left = duration.minus(took);
        return left.compareTo(SHORTEST_LIVE) < 0 ? SHORTEST_LIVE : left;
    }

    /** What the demo needs goes over the process's environment, except where that is the user's to say. */
    private Map<String, String> environment(Path directory) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("GAVEL_OPERATOR_KEY", OPERATOR_KEY);
        environment.putIfAbsent("GAVEL_HTTP_BIND", "127.0.0.1");
        environment.putIfAbsent("GAVEL_SIP_BIND", "127.0.0.1");
        environment.putIfAbsent("GAVEL_VISITS_TRUSTED_PROXIES", "127.0.0.1");
        environment.putIfAbsent("GAVEL_MEDIA_PORTS", mediaPorts());
        environment.putIfAbsent("GAVEL_DRAIN_CALLS_S", "5");
        environment.put("GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true");
        environment.put("GAVEL_HTTP_PORT", httpPort);
        environment.put("GAVEL_SIP_PORT", sipPort);
        environment.put("GAVEL_DATA", directory.toString());
        return environment;
    }

    /** A tenth of the usual ports, so that demos beside each other seldom want the same. */
    private static String mediaPorts() {
        int first = 20_000 + 1_000 * ThreadLocalRandom.current().nextInt(10);
        return first + "-" + (first + 999);
    }

    private static String sampleMarket() throws IOException {
        try (InputStream market = DemoCommand.class.getResourceAsStream(MARKET)) {
            if (market == null) {
                throw new IOException("the sample market is not packaged");
            }
            return new String(market.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** On SIGTERM: the demo ends as if its time were over, and the process when all is closed. */
    private static void shutdown(Demo demo, CountDownLatch ended) {
        demo.stop();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

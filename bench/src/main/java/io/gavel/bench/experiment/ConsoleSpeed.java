package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import io.gavel.gateway.Past;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.demo.day.DayPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar console}: every page of the console, of each role, over an exchange that has traded a lot. */
@Command(
        name = "console",
        description =
                "time of every page of the console, of each role, after a day of a million pings and 100,000 calls",
        mixinStandardHelpOptions = true)
public final class ConsoleSpeed implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int WARM_UP = 3;
    private static final double TARGET_MILLIS = 200;

    private static final List<String> OPERATOR = List.of(
            "live",
            "pnl",
            "pnl?by=source",
            "pnl?by=hour",
            "pnl?by=order",
            "pings",
            "pings?status=no_eligible_order",
            "leads",
            "calls",
            "returns",
            "market",
            "market/leads-1",
            "market/calls-1",
            "orders/order-5",
            "orders/order-5/filter",
            "numbers",
            "pools/web",
            "billing",
            "billing/buyers/buyer-1",
            "scores",
            "scores/insurance",
            "what-if",
            "flows",
            "changes",
            "health",
            "people",
            "keys",
            "audit",
            "account");
    /** {@code missed} is kept for ten seconds: its figure is that of the page as it is kept; {@code first} is that of reading it. */
    private static final List<String> BUYER = List.of(
            "overview", "orders", "orders/order-5", "missed", "leads", "calls", "returns", "trial", "statement");

    private static final List<String> SELLER =
            List.of("earnings-overview", "pings", "campaigns", "campaigns/leads-1", "statistics", "site", "statement");

    private static final int MOST_TRANSFERRED = 100_000;

    @Option(names = "--pings", defaultValue = "1000000", description = "that are traded (default ${DEFAULT-VALUE})")
    private long pings;

    @Option(names = "--calls", defaultValue = "100000", description = "that come (default ${DEFAULT-VALUE})")
    private long calls;

    @Option(names = "--orders", defaultValue = "10000", description = "of the market (default ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--rounds", defaultValue = "40", description = "of each page (default ${DEFAULT-VALUE})")
    private int rounds;

    private int slow;

    @Override
    public Integer call() throws Exception {
        Path data = Servers.emptyData();
        try {
            String market = ConsoleMarket.of(orders);
            // rounded up: how many come is left to chance
            String views = "views: {pings: " + pings * 6 / 5 + ", leads: " + Math.max(1_000, pings) + ", calls: "
                    + Math.max(1_000, calls * 6 / 5) + ", transfers: " + Math.max(1_000, pings * 2) + "}";
            Instant now = Instant.now();
            DayPlan day = new DayPlan(1, now.minus(DAY), DAY, pings, calls, WINDOW);
            long start = System.nanoTime();
            String came = Past.live(
                    config(data, views), market, day, Map.of(), line -> System.err.println(line), () -> false);
            System.out.printf(Locale.ROOT, "a day in %.0f s: %s%n", (System.nanoTime() - start) / 1e9, came);
            try (ServerProcess exchange = Servers.plainExchange(
                    data, market, "buyers: {allow_private_addresses: true}", "start: {warm_up_ms: 0}", views)) {
                System.out.printf(
                        Locale.ROOT,
                        "console, %,d pings, %,d calls, %,d orders, on %s; ready after %.1f s%n",
                        pings,
                        calls,
                        orders,
                        Machine.here(),
                        exchange.startTime().toMillis() / 1e3);
                Session operator = Session.with(exchange, Servers.OPERATOR_KEY);
                time("operator", operator, OPERATOR);
                for (String one : List.of("pings", "leads", "calls")) {
                    time("operator", operator, List.of(operator.found(one, one + "/[0-9a-z]{13}")));
                }
                time("buyer", Session.with(exchange, "bench-buyer-5"), BUYER);
                time("seller", Session.with(exchange, "bench-seller-1"), SELLER);
                System.out.printf(
                        Locale.ROOT,
                        "load average %.1f, %d MiB resident%n",
                        Machine.loadAverage(),
                        exchange.memory().now());
            }
            return slow == 0 ? 0 : 1;
        } finally {
            Servers.remove(data);
        }
    }

    private static ExchangeConfig config(Path data, String views) {
        return ExchangeConfig.read(
                views,
                Map.of(
                        "GAVEL_DATA",
                        data.toString(),
                        "GAVEL_SIP_ENABLED",
                        "false",
                        "GAVEL_OPERATOR_KEY",
                        Servers.OPERATOR_KEY,
                        "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES",
                        "true"),
                new Problems());
    }

    private void time(String role, Session session, List<String> pages) throws IOException, InterruptedException {
        for (String page : pages) {
            double[] millis = new double[rounds];
            int length = 0;
            double first = 0;
            for (int round = -WARM_UP; round < rounds; round++) {
                long start = System.nanoTime();
                HttpResponse<byte[]> answer = session.get(page);
                double took = (System.nanoTime() - start) / 1e6;
                if (round >= 0) {
                    millis[round] = took;
                }
                first = round == -WARM_UP ? took : first;
                length = answer.body().length;
                if (answer.statusCode() != 200) {
                    throw new IOException(page + " is answered " + answer.statusCode());
                }
            }
            Arrays.sort(millis);
            double high = millis[(int) Math.ceil(rounds * 0.95) - 1];
            boolean isSlow = high > TARGET_MILLIS || length > MOST_TRANSFERRED;
            slow += isSlow ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%-9s %-32s first %7.1f ms   p50 %7.1f ms   p95 %7.1f ms   %,9d bytes%s%n",
                    role,
                    page,
                    first,
                    millis[rounds / 2],
                    high,
                    length,
                    isSlow ? "   above the target" : "");
        }
    }

    private static String first(String text, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("there is no " + pattern + " in " + text);
        }
        return matcher.group(matcher.groupCount());
    }

    /** Somebody who is signed in. */
    private record Session(HttpClient client, URI console, String cookie) {
        static Session with(ServerProcess exchange, String key) throws IOException, InterruptedException {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            URI door = exchange.uri("/console/sign-in");
            HttpResponse<String> page =
                    client.send(HttpRequest.newBuilder(door).timeout(PATIENCE).build(), BodyHandlers.ofString());
            String token = first(page.body(), "name=\"token\" value=\"([^\"]+)\"");
            HttpRequest form = HttpRequest.newBuilder(door)
                    .timeout(PATIENCE)
                    .header("Cookie", cookie(page))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "token=" + token + "&key=" + URLEncoder.encode(key, StandardCharsets.UTF_8)))
                    .build();
            return new Session(client, exchange.uri("/console/"), cookie(client.send(form, BodyHandlers.ofString())));
        }

        private static String cookie(HttpResponse<String> answer) throws IOException {
            return first(answer.headers().firstValue("set-cookie").orElse(""), "^([^;]+);");
        }

        /** A page as a browser gets it: compressed. */
        HttpResponse<byte[]> get(String page) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(console.resolve(page))
                    .timeout(PATIENCE)
                    .header("Cookie", cookie)
                    .header("Accept-Encoding", "gzip")
                    .build();
            return client.send(request, BodyHandlers.ofByteArray());
        }

        /** The first address of this form on a page. */
        String found(String page, String address) throws IOException, InterruptedException {
            try (InputStream plain =
                    new GZIPInputStream(new ByteArrayInputStream(get(page).body()))) {
                return first(new String(plain.readAllBytes(), StandardCharsets.UTF_8), "/console/(" + address + ")\"");
            }
        }
    }
}

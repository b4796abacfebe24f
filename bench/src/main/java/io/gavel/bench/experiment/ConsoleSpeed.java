package io.gavel.bench.experiment;

import io.gavel.bench.load.Machine;
import java.io.IOException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar console}: every page of the console, of each role, over an exchange that has traded a lot. */
@Command(
        name = "console",
        description = "time of every page of the console, of each role, with a million pings and ten thousand orders",
        mixinStandardHelpOptions = true)
public final class ConsoleSpeed implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP = 3;
    private static final double TARGET_MILLIS = 200;

    private static final List<String> OPERATOR = List.of(
            "live",
            "pnl",
            "pnl?by=source",
            "pings",
            "pings?status=below_floor",
            "leads",
            "calls",
            "returns",
            "market",
            "market/leads",
            "orders/order-5",
            "health",
            "people",
            "keys",
            "audit",
            "account");
    /** {@code missed} is kept for ten seconds: its figure is that of the page as it is kept. */
    private static final List<String> BUYER = List.of(
            "overview", "orders", "orders/order-5", "missed", "leads", "calls", "returns", "trial", "statement");

    private static final List<String> SELLER =
            List.of("earnings-overview", "pings", "campaigns", "campaigns/leads", "statistics", "site", "statement");

    @Option(names = "--pings", defaultValue = "1000000", description = "that are traded (default ${DEFAULT-VALUE})")
    private long pings;

    @Option(names = "--orders", defaultValue = "10000", description = "of the campaign (default ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--rounds", defaultValue = "40", description = "of each page (default ${DEFAULT-VALUE})")
    private int rounds;

    private int slow;

    @Override
    public Integer call() throws Exception {
        Path data = Servers.emptyData();
        try {
            Filling filling = new Filling(data, orders);
            String views = "views: {pings: " + pings + ", leads: " + Math.max(1_000, pings / 4) + "}";
            System.out.println("filled with " + filling.trade(pings, views));
            try (ServerProcess exchange = Servers.plainExchange(
                    data,
                    filling.market(),
                    "buyers: {allow_private_addresses: true}",
                    "start: {warm_up_ms: 0}",
                    views)) {
                System.out.printf(
                        Locale.ROOT,
                        "console, %,d pings, %,d orders, on %s; ready after %.1f s%n",
                        pings,
                        orders,
                        Machine.here(),
                        exchange.startTime().toMillis() / 1e3);
                Session operator = Session.with(exchange, Servers.OPERATOR_KEY);
                time("operator", operator, OPERATOR);
                time("operator", operator, List.of(operator.found("pings", "pings/[0-9a-z]{13}")));
                time("buyer", Session.with(exchange, key(exchange, "buyer")), BUYER);
                time("seller", Session.with(exchange, key(exchange, "seller")), SELLER);
                System.out.printf(Locale.ROOT, "load average %.1f%n", Machine.loadAverage());
            }
            return slow == 0 ? 0 : 1;
        } finally {
            Servers.remove(data);
        }
    }

    private void time(String role, Session session, List<String> pages) throws IOException, InterruptedException {
        for (String page : pages) {
            double[] millis = new double[rounds];
            int length = 0;
            for (int round = -WARM_UP; round < rounds; round++) {
                long start = System.nanoTime();
                HttpResponse<String> answer = session.get(page);
                if (round >= 0) {
                    millis[round] = (System.nanoTime() - start) / 1e6;
                }
                length = answer.body().length();
                if (answer.statusCode() != 200) {
                    throw new IOException(page + " is answered " + answer.statusCode());
                }
            }
            Arrays.sort(millis);
            double high = millis[(int) Math.ceil(rounds * 0.95) - 1];
            slow += high > TARGET_MILLIS ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%-9s %-28s p50 %7.1f ms   p95 %7.1f ms   %,9d characters%s%n",
                    role,
                    page,
                    millis[rounds / 2],
                    high,
                    length,
                    high > TARGET_MILLIS ? "   above the target of 200 ms" : "");
        }
    }

    /** A key of one of the market's, made as an operator makes it. */
    private static String key(ServerProcess exchange, String role) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(exchange.uri("/v1/admin/keys"))
                .timeout(PATIENCE)
                .header("X-Api-Key", Servers.OPERATOR_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"role\":\"" + role + "\",\"owner\":\"bench\",\"label\":\"console\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return first(answer, "\"key\" ?: ?\"([^\"]+)\"");
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

        HttpResponse<String> get(String page) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(console.resolve(page))
                    .timeout(PATIENCE)
                    .header("Cookie", cookie)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }

        /** The first address of this form on a page. */
        String found(String page, String address) throws IOException, InterruptedException {
            return first(get(page).body(), "/console/(" + address + ")\"");
        }
    }
}

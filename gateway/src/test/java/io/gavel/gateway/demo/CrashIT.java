package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the exchange in the middle of its work, again and again, and then counts: everything that was answered has to be true,
 * and everybody has to agree on the money. {@code -Dgavel.crashes=100} makes it longer, {@code -Dgavel.seed=…} repeats a run's
 * decisions (though not its timing).
 */
class CrashIT {

    private static final int CRASHES = Integer.getInteger("gavel.crashes", 3);
    private static final long SEED = Long.getLong("gavel.seed", System.nanoTime());
    private static final int PATIENCE_SECONDS = 60;
    private static final int SELLERS_PATIENCE_MILLIS = 600_000;
    private static final int AWARD_SECONDS = 5;

    private static final String MARKET = """
            currency: USD
            verticals:
              insurance:
                fields:
                  zip: {type: zip, required: ping}
                  age: {type: integer, min: 16, max: 110, required: ping}
                  phone: {type: phone, required: post, personal: true}
                  first_name: {type: text, personal: true}
            sellers:
              acme: {name: Acme, api_key: demo-acme, share: 0.777}
              leadworks: {name: Leadworks, api_key: demo-leadworks, margin: 1.00}
            campaigns:
              alone: {vertical: insurance, product: lead, method: ping_post, deadline_ms: 400, floor: 2.00,
                      award_ttl_s: 5, sellers: [acme, leadworks], duplicates: {by: [phone], window: 1d}}
              shared: {vertical: insurance, product: lead, method: ping_post, pricing: second_price, deadline_ms: 300,
                      max_sales: 2, award_ttl_s: 5, sellers: [acme]}
              tiers: {vertical: insurance, product: lead, method: waterfall, deadline_ms: 300, award_ttl_s: 5,
                      sellers: [leadworks]}
            buyers:
              one: {name: One, timezone: America/New_York, credit: 1000000.00}
              two: {name: Two, timezone: America/Los_Angeles, credit: 1000000.00}
            orders:
              alone-quick: {buyer: one, campaign: alone, bid: {url: "http://127.0.0.1:1/bid", timeout_ms: 250, max: 40.00},
                            deliver: {url: "http://127.0.0.1:1/lead", timeout_ms: 500}}
              alone-flaky: {buyer: two, campaign: alone, bid: {url: "http://127.0.0.1:2/bid", timeout_ms: 250, max: 40.00},
                            deliver: {url: "http://127.0.0.1:2/lead", timeout_ms: 500}}
              alone-fixed: {buyer: one, campaign: alone, price: 7.77, caps: [{concurrent: 50}],
                            deliver: {url: "http://127.0.0.1:3/lead", timeout_ms: 500}}
              shared-quick: {buyer: one, campaign: shared, bid: {url: "http://127.0.0.1:1/bid", timeout_ms: 250},
                            deliver: {url: "http://127.0.0.1:1/lead", timeout_ms: 500}}
              shared-flaky: {buyer: two, campaign: shared, price: 3.33,
                            deliver: {url: "http://127.0.0.1:2/lead", timeout_ms: 500}}
              shared-fixed: {buyer: two, campaign: shared, price: 5.01,
                            deliver: {url: "http://127.0.0.1:3/lead", timeout_ms: 500}}
              tier-flaky: {buyer: two, campaign: tiers, priority: 1, price: 9.00,
                            deliver: {url: "http://127.0.0.1:2/lead", timeout_ms: 500}}
              tier-rest: {buyer: one, campaign: tiers, priority: 2, price: 4.00,
                            deliver: {url: "http://127.0.0.1:3/lead", timeout_ms: 500}}
            """;

    @TempDir
    private Path home;

    @Test
    void nothingThatWasAnsweredIsLostAndTheBooksBalance() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try (BuyerFarm farm = BuyerFarm.open(
                new BuyerPlan("quick", 0, Temper.QUICK, 300, 2400),
                new BuyerPlan("flaky", 0, Temper.FLAKY, 300, 2400),
                BuyerPlan.constant("instant", Temper.INSTANT, 1000))) {
            String market = market(farm);
            ExchangeProcess exchange = ExchangeProcess.start(home, market);
            SellersPlan plan = new SellersPlan(SEED, 100, 1500, SELLERS_PATIENCE_MILLIS);
            Books books = new Books(exchange.port(), ExchangeProcess.OPERATOR_KEY);
            try (Sellers sellers = Sellers.start(market, exchange.port(), plan)) {
                for (int crash = 0; crash < CRASHES; crash++) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000, 4_000));
                    exchange.kill();
                    exchange.startAgain();
                }
                awaitSales(sellers);
                sellers.stopPinging();
                List<String> wrong = settle(SampleMarket.read(market), farm, sellers, books);

                assertEquals(List.of(), wrong, () -> "seed " + SEED + "; " + sellers.figures());
                assertEquals(0, sellers.figures().failedPosts(), () -> "seed " + SEED + "; " + sellers.figures());
                longReportsSayWhatThePnlSays(exchange);
            } finally {
                exchange.stop();
            }
            assertEquals(List.of(), holdsAndDifferences(exchange.data()), () -> "seed " + SEED);
        }
    }

    /** The rows of long reports came through the same kills: nothing twice, nothing missing. */
    private static void longReportsSayWhatThePnlSays(ExchangeProcess exchange) throws Exception {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String by = "/v1/reports/pnl?by=seller,buyer,campaign,source,hour";
        JsonArray kept;
        JsonArray projected;
        do {
            TimeUnit.MILLISECONDS.sleep(200);
            kept = rows(exchange, by);
            projected = rows(exchange, by + "&limit=1000");
        } while (!projected.equals(kept) && System.nanoTime() < patience);
        assertEquals(kept.encodePrettily(), projected.encodePrettily(), () -> "seed " + SEED);
    }

    /** Without the columns that only one of them has. */
    private static JsonArray rows(ExchangeProcess exchange, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path))
                .header("Authorization", "Bearer " + ExchangeProcess.OPERATOR_KEY)
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        JsonArray rows = new JsonObject(answer).getJsonArray("rows", new JsonArray());
        rows.forEach(row -> ((JsonObject) row)
                .fieldNames()
                .removeAll(List.of(
                        "accepted", "ping_ratio", "acceptance", "average_bid", "answer_rate", "average_seconds")));
        return rows;
    }

    private static String market(BuyerFarm farm) {
        String market = MARKET;
        for (int i = 0; i < 3; i++) {
            market = market.replace(
                    "127.0.0.1:" + (i + 1) + "/", "127.0.0.1:" + farm.buyer(i).port() + "/");
        }
        return market;
    }

    private static void awaitSales(Sellers sellers) throws InterruptedException {
        long before = sellers.figures().sold();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (sellers.figures().sold() < before + 20 && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertTrue(sellers.figures().sold() >= before + 20, () -> "nothing is sold any more; " + sellers.figures());
    }

    /** What is wrong when all is settled and awards that nobody posted have expired. */
    private static List<String> settle(SampleMarket market, BuyerFarm farm, Sellers sellers, Books books)
            throws Exception {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<String> wrong = Audit.of(market, farm, sellers, books.totals());
            if (!sellers.isSettled()) {
                wrong.add("not settled");
            }
            if (wrong.isEmpty() || System.nanoTime() > patience) {
                TimeUnit.SECONDS.sleep(AWARD_SECONDS + 1);
                return wrong;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Of the stopped exchange: money that is still held, and a sum of accounts that is not zero. */
    private static List<String> holdsAndDifferences(Path data) {
        List<String> wrong = new ArrayList<>();
        long[] sum = new long[1];
        try (Engine engine = Engine.open(EngineConfig.in(data), Exchange::new, List.of())) {
            engine.accounts((kind, id, balanceMicros, heldMicros) -> {
                sum[0] += balanceMicros;
                if (heldMicros != 0) {
                    wrong.add(kind + " " + id + " still has " + heldMicros + " held");
                }
            });
        }
        if (sum[0] != 0) {
            wrong.add("all accounts together are " + sum[0]);
        }
        return wrong;
    }
}

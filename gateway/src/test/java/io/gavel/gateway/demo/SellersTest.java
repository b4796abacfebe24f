package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Sellers against an exchange that awards every ping and sells every lead, but is not there for every third try of a post. */
class SellersTest {

    private static final String MARKET = """
            verticals: {auto: {fields: {age: {type: integer, required: ping}, phone: {type: phone, personal: true}}}}
            sellers: {acme: {api_key: demo-acme}}
            campaigns: {auto-leads: {vertical: auto, sellers: [acme]}}
            """;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong leads = new AtomicLong();
    private final Set<String> sold = ConcurrentHashMap.newKeySet();

    @Test
    void theyPingPostAndFollowUntilAllIsSettled() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer exchange = vertx.createHttpServer().requestHandler(this::serve);
            int port =
                    exchange.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
            try (Sellers sellers = Sellers.start(MARKET, port, new SellersPlan(1, 500, 20, 10_000))) {
                until(() -> sellers.figures().pings() > 200);
                sellers.stopPinging();
                until(sellers::isSettled);

                SellerFigures figures = sellers.figures();
                assertEquals(figures.pings(), figures.accepted());
                assertTrue(figures.posts() > 100 && figures.posts() < figures.pings() + 100);
                assertEquals(sold, sellers.sold().keySet());
                assertEquals(14_400_000L * sold.size(), figures.paidMicros());
                assertEquals(0, figures.failedPings() + figures.failedPosts());
                assertTrue(sellers.pingNanos().getTotalCount() > 0);
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private void serve(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            boolean refuses = !request.path().equals("/v1/pings") && requests.incrementAndGet() % 3 == 0;
            if (refuses) {
                request.response().setStatusCode(503).end();
            } else {
                request.response().end(answer(request.path()).toBuffer());
            }
        });
    }

    private JsonObject answer(String path) {
        String id = path.startsWith("/v1/leads/") ? path.substring(10) : "L" + leads.incrementAndGet();
        if (path.equals("/v1/pings")) {
            return new JsonObject()
                    .put("ping_id", id)
                    .put("status", "accepted")
                    .put("bids", new JsonArray().add(new JsonObject().put("bid_id", id + "-1")));
        }
        if (path.equals("/v1/posts") && id.endsWith("7")) {
            return new JsonObject().put("lead_id", id).put("status", "pending");
        }
        sold.add(id);
        return new JsonObject().put("lead_id", id).put("status", "sold").put("price", 14.40);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < patience, "it never came true");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}

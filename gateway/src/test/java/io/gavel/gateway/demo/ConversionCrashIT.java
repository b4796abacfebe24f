package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.notify.AdPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Killed after a conversion counted and before that was noted: it is told again, and counts once. */
@Timeout(180)
class ConversionCrashIT {
    private static final String MARKET = """
            verticals: {roofs: {fields: {zip: {type: zip, required: ping}, phone: {type: phone, personal: true}}}}
            sellers: {acme: {api_key: demo-acme}}
            campaigns: {roofs: {vertical: roofs, product: lead, method: ping_post, deadline_ms: 500, sellers: [acme]}}
            buyers: {one: {credit: 100000.00}}
            orders: {one: {buyer: one, campaign: roofs, price: 14.40}}
            webhooks:
              google: {kind: google_ads, customer: "123-456-7890", conversion_action: "77", api: "PLATFORM/v26",
                       token_url: "PLATFORM/token", secret: main}
            """;

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aKillBetweenUploadAndNoteCountsOnce() throws Exception {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/main.properties"), AdPlatform.secrets());
        try (AdPlatform platform = new AdPlatform()) {
            ExchangeProcess exchange = ExchangeProcess.start(
                    home,
                    MARKET.replace("PLATFORM", platform.url()),
                    "secrets: {folder: \"" + home.resolve("secrets") + "\"}\n");
            try {
                platform.silent = false;
                sell(exchange, "first");
                until(() -> platform.counted.size() == 1);
                platform.silent = true;
                sell(exchange, "second");
                until(() -> platform.counted.size() == 2);
                exchange.kill();
                int uploads = platform.uploads.get();
                platform.silent = false;
                exchange.startAgain();

                until(() -> platform.uploads.get() > uploads);
                sell(exchange, "third");
                until(() -> platform.counted.size() == 3);
                assertEquals(
                        "{\"items\":[]}",
                        ask(exchange, "GET", "/v1/admin/webhooks/dead-letters", ExchangeProcess.OPERATOR_KEY, ""));
                assertEquals(0, exchange.stop());
                assertTrue(!exchange.log().contains("client-secret")
                        && !exchange.log().contains("Click-second"));
            } finally {
                exchange.kill();
            }
        }
    }

    private void sell(ExchangeProcess exchange, String click) throws Exception {
        String answer = ask(
                exchange,
                "POST",
                "/v1/leads",
                "demo-acme",
                "{\"campaign\":\"roofs\",\"fields\":{\"zip\":\"90210\"},\"tracking\":{\"gclid\":\"Click-" + click
                        + "\"}}");
        assertTrue(answer.contains("\"sold\""), answer);
    }

    private String ask(ExchangeProcess exchange, String method, String path, String key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}

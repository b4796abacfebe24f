package io.gavel.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.HttpConfig;
import io.gavel.gateway.config.HttpTlsConfig;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests to a server whose every answer is another, over restarts. */
class IdempotencyTest {
    private static final int LIMIT = 1 << 20;

    private final Metrics metrics = new Metrics();
    private final Vertx vertx = new Doorkeeper(100, 10, metrics).vertx(2);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger served = new AtomicInteger();
    private final LinkedBlockingQueue<Call> open = new LinkedBlockingQueue<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private byte mask = 42;

    @TempDir
    private Path folder;

    private Idempotency idempotency;
    private Server server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        Router router = new Router();
        router.route("POST", "/once", Access.ANY, call -> call.json(200, answer()));
        router.route("POST", "/invalid", Access.ANY, call -> call.problem(422, "fields_invalid", "no. " + answer()));
        router.route("POST", "/secret", Access.ANY, call -> call.json(201, answer()))
                .secret();
        router.route("POST", "/broken", Access.ANY, call -> call.problem(503, "busy", "no. " + answer()));
        router.route("POST", "/bug", Access.ANY, call -> {
            throw new IllegalStateException("on purpose " + answer());
        });
        router.route("POST", "/slow", Access.ANY, open::add);
        Principals principals = key -> new Principal(Role.SELLER, key.hashCode(), key);
        HttpConfig config = new HttpConfig(0, "127.0.0.1", 2, 20, 20, 100, 65_536, LIMIT, LIMIT, HttpTlsConfig.NONE);
        Sealing sealing = new Sealing(this::masked, this::masked);
        idempotency = Idempotency.open(folder, sealing, () -> now, metrics);
        server = new Server(
                vertx, config, Loops.start(vertx, 2), router, principals, caller -> null, idempotency, metrics);
        port = server.open();
    }

    @AfterEach
    void stop() {
        server.close();
        idempotency.close();
        Loops.join(vertx.close());
    }

    @Test
    void theSameRequestAgainGivesTheSameBytesAlsoAfterARestart() throws Exception {
        String first = post("/once", "k", "{}").body();
        String invalid = post("/invalid", "k2", "{}").body();
        assertEquals(first, post("/once", "k", "{}").body());
        restart();
        HttpResponse<String> again = post("/once", "k", "{}");
        assertEquals(first, again.body());
        assertEquals(200, again.statusCode());
        assertEquals(
                "application/json", again.headers().firstValue("content-type").orElseThrow());
        HttpResponse<String> stillInvalid = post("/invalid", "k2", "{}");
        assertEquals(invalid, stillInvalid.body());
        assertEquals(422, stillInvalid.statusCode());
        assertEquals(
                "application/problem+json",
                stillInvalid.headers().firstValue("content-type").orElseThrow());
        assertEquals(2, served.get());
    }

    @Test
    void anotherRequestWithTheKeyIsAConflictAlsoAfterARestart() throws Exception {
        post("/once", "k", "{}");
        for (int life = 0; life < 2; life++) {
            assertEquals(409, post("/once", "k", "{ }").statusCode());
            HttpResponse<String> elsewhere = post("/invalid", "k", "{}");
            assertEquals(409, elsewhere.statusCode());
            assertTrue(elsewhere.body().contains("\"code\":\"idempotency_conflict\""), elsewhere.body());
            restart();
        }
    }

    @Test
    void theSameKeyOfSomebodyElseIsAnother() throws Exception {
        String mine = post("/once", "k", "{}").body();
        HttpRequest other =
                request("/once", "k", "{}").setHeader("X-Api-Key", "else").build();
        assertNotEquals(mine, client.send(other, BodyHandlers.ofString()).body());
    }

    @Test
    void whatFailedMayBeTriedAgain() throws Exception {
        assertNotEquals(
                post("/broken", "k", "{}").body(), post("/broken", "k", "{}").body());
        assertEquals(500, post("/bug", "k2", "{}").statusCode());
        assertEquals(500, post("/bug", "k2", "{}").statusCode());
        assertEquals(4, served.get());
    }

    @Test
    void whoAsksMeanwhileWaitsForTheFirstOnesAnswer() throws Exception {
        CompletableFuture<HttpResponse<String>> first = sendSlow("k", "{}");
        Call call = open.poll(20, TimeUnit.SECONDS);
        CompletableFuture<HttpResponse<String>> second = sendSlow("k", "{}");
        assertEquals(409, post("/slow", "k", "[]").statusCode());
        assertFalse(second.isDone());
        call.loop().context().runOnContext(go -> call.json(200, answer()));
        assertEquals(first.get().body(), second.get().body());
        assertEquals(1, served.get());
        assertTrue(open.isEmpty());
    }

    @Test
    void whoseCallerWentAwayIsAnsweredAllTheSameToWhoeverAsksAgain() throws Exception {
        Call call;
        try (Wire wire = new Wire(port)) {
            wire.send("POST /slow HTTP/1.1\r\nHost: x\r\nX-Api-Key: seller\r\n");
            wire.send("Idempotency-Key: k\r\nContent-Length: 2\r\n\r\n{}");
            call = open.poll(20, TimeUnit.SECONDS);
        }
        CompletableFuture<HttpResponse<String>> again = sendSlow("k", "{}");
        call.loop().context().runOnContext(go -> {
            if (!call.isAnswered()) {
                call.json(200, answer());
            }
        });
        assertEquals(answer(1), again.get(20, TimeUnit.SECONDS).body());
    }

    @Test
    void aDayLaterTheKeyIsFree() throws Exception {
        String first = post("/once", "k", "{}").body();
        now = now.plusSeconds(86_000);
        assertEquals(first, post("/once", "k", "{}").body());
        now = now.plusSeconds(1_000);
        assertNotEquals(first, post("/once", "k", "{}").body());
        restart();
        assertNotEquals(first, post("/once", "k", "{}").body());
    }

    @Test
    void secretsAreNeverOnDiskAndNothingElseIsInClear() throws Exception {
        String secret = post("/secret", "k", "{}").body();
        assertEquals(secret, post("/secret", "k", "{}").body());
        String other = post("/once", "k2", "{}").body();
        restart();
        mask = 0;
        assertFalse(onDisk(other), "clear");
        mask = 42;
        assertTrue(onDisk(other), "sealed");
        assertFalse(onDisk(secret), "a secret");
        assertNotEquals(secret, post("/secret", "k", "{}").body());
    }

    @Test
    void answersSealedByAnotherKeyAreForgotten() throws Exception {
        String first = post("/once", "k", "{}").body();
        server.close();
        idempotency.close();
        mask = 17;
        start();
        assertNotEquals(first, post("/once", "k", "{}").body());
    }

    @Test
    void aKeyHasALength() throws Exception {
        assertEquals(400, post("/once", " ", "{}").statusCode());
        assertEquals(400, post("/once", "k".repeat(256), "{}").statusCode());
        assertEquals(200, post("/once", "k".repeat(255), "{}").statusCode());
    }

    private void restart() throws IOException {
        server.close();
        idempotency.close();
        start();
    }

    private String answer(int number) {
        return "{\"answer\":\"number " + number + "\"}";
    }

    private Buffer answer() {
        return Buffer.buffer(answer(served.incrementAndGet()));
    }

    /** A seal that a test can look through; only what it made itself opens. */
    private byte[] masked(byte[] bytes) {
        byte[] all = bytes.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] ^= mask;
        }
        return all;
    }

    private boolean onDisk(String text) throws IOException {
        String sought = new String(masked(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
        return Files.readString(folder.resolve("answers"), StandardCharsets.ISO_8859_1)
                .contains(sought);
    }

    private CompletableFuture<HttpResponse<String>> sendSlow(String key, String body) {
        return client.sendAsync(request("/slow", key, body).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, String body) throws Exception {
        return client.send(request(path, key, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Api-Key", "seller")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
    }
}

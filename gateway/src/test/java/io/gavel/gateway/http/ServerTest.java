package io.gavel.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.HttpConfig;
import io.gavel.gateway.config.HttpTlsConfig;
import io.gavel.gateway.metric.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server with real sockets and a few routes of its own. */
class ServerTest {
    private static final int CONNECTIONS = 20;

    private final Metrics metrics = new Metrics();
    private final Vertx vertx = new Doorkeeper(CONNECTIONS, 1, metrics).vertx(2);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong unheard = new AtomicLong();
    private Server server;
    private int port;

    @BeforeEach
    void open() {
        Router router = new Router();
        router.route("GET", "/hello", Access.PUBLIC, call -> call.json(200, Buffer.buffer("{\"hello\":1}")));
        router.route(
                "GET", "/large", Access.PUBLIC, call -> call.json(200, Buffer.buffer("[" + "1,".repeat(1000) + "1]")));
        router.route(
                "GET",
                "/cookie",
                Access.PUBLIC,
                call -> call.json(200, Buffer.buffer(String.valueOf(call.cookie("b")))));
        router.route("GET", "/long", Access.PUBLIC, call -> call.json(200, Buffer.buffer("1".repeat(200_000))));
        router.route("POST", "/echo", Access.SELLER, call -> call.json(200, call.body()));
        router.route("POST", "/form", Access.SELLER, call -> call.json(200, Buffer.buffer(call.isForm() ? "1" : "0")))
                .takes(Body.JSON_OR_FORM);
        router.route(
                "GET",
                "/things/{id}/name",
                Access.ANY,
                call -> call.json(200, Buffer.buffer(call.pathParameter("id"))));
        Fresh fresh = new Fresh(unheard::get);
        router.route(
                "GET",
                "/fresh",
                Access.PUBLIC,
                call -> fresh.find(
                        call,
                        () -> unheard.getAndUpdate(left -> Math.max(0, left - 1)) == 1 ? "{}" : null,
                        found -> call.json(200, Buffer.buffer(found))));
        router.route("GET", "/bug", Access.PUBLIC, call -> {
            throw new IllegalStateException("on purpose");
        });
        Principals principals = key -> switch (key) {
            case "seller" -> new Principal(Role.SELLER, 1, "acme");
            case "buyer" -> new Principal(Role.BUYER, 1, "north");
            default -> null;
        };
        Gate gate =
                principal -> principal.role() == Role.BUYER && principal.name().isEmpty() ? Problems.BUSY : null;
        HttpConfig config =
                new HttpConfig(0, "127.0.0.1", 2, 2, 1, CONNECTIONS, 65_536, 1 << 20, 1 << 20, HttpTlsConfig.NONE);
        server = new Server(
                vertx,
                config,
                Loops.start(vertx, 2),
                router,
                principals,
                gate,
                new Idempotency(InstantSource.system()),
                metrics);
        port = server.open();
    }

    @AfterEach
    void close() {
        server.close();
        Loops.join(vertx.close());
    }

    @Test
    void whatReadModelsHaveNotHeardYetIsLookedForAgain() throws IOException {
        try (Wire wire = new Wire(port)) {
            unheard.set(3);
            String late = wire.send("GET /fresh HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertTrue(late.startsWith("HTTP/1.1 200 OK\r\n"), late);
            String absent = wire.send("GET /fresh HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertTrue(absent.startsWith("HTTP/1.1 404 Not Found\r\n"), absent);
        }
    }

    @Test
    void servesManyRequestsOnOneConnection() throws IOException {
        try (Wire wire = new Wire(port)) {
            for (int i = 0; i < 3; i++) {
                String answer =
                        wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
                assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
                assertTrue(answer.endsWith("{\"hello\":1}"), answer);
            }
        }
    }

    @Test
    void speaksHttp2WithoutTls() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/hello"))
                        .version(HttpClient.Version.HTTP_2)
                        .build(),
                BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals("{\"hello\":1}", answer.body());
    }

    @Test
    void cookiesComeInOneFieldOrSeveral() throws Exception {
        HttpClientAgent http2 = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        Map<List<String>, String> expected = Map.of(
                List.of("a=1; b=2"), "2",
                List.of("a=1", "b=2"), "2",
                List.of("bb=1", "b=\"3\"; a=4"), "3",
                List.of("ab=1"), "null");
        for (Map.Entry<List<String>, String> each : expected.entrySet()) {
            String answer = Loops.join(http2.request(HttpMethod.GET, port, "127.0.0.1", "/cookie")
                    .compose(request -> request.putHeader("cookie", each.getKey())
                            .send()
                            .compose(HttpClientResponse::body)
                            .map(Buffer::toString)));
            assertEquals(each.getValue(), answer);
        }
    }

    @Test
    void aClientThatUpgradesGetsALongFirstAnswerOnceItHasChangedOver() throws Exception {
        for (String path : new String[] {"/hello", "/long"}) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                        + "Upgrade: h2c\r\nHTTP2-Settings: AAQAoAAA\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                byte[] first = new byte[65_536];
                int before = 0;
                while (!new String(first, 0, before, StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
                    before += in.read(first, before, first.length - before);
                }
                assertTrue(new String(first, 0, before, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101 "));
                socket.getOutputStream()
                        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\4\10\0\0\0\0\0\0\20\0\0"
                                .getBytes(StandardCharsets.US_ASCII));
                int after = 0;
                int wanted = path.equals("/long") ? 200_000 : 20;
                while (after + before < wanted) {
                    int read = in.read(first);
                    assertTrue(read > 0, "closed after " + after);
                    after += read;
                }
            }
        }
    }

    @Test
    void saysWhichPathsAndMethodsThereAre() throws Exception {
        assertProblem(404, "not_found", get("/nowhere"));
        HttpResponse<String> answer = post("/hello", "{}");
        assertProblem(405, "method_not_allowed", answer);
        assertEquals("GET", answer.headers().firstValue("allow").orElseThrow());
    }

    @Test
    void decodesParametersOfThePath() throws Exception {
        assertEquals("a b/c", get("/things/a%20b%2Fc/name").body());
        assertProblem(404, "not_found", get("/things//name"));
    }

    @Test
    void knowsWhoCalls() throws Exception {
        assertProblem(
                401,
                "unauthorized",
                client.send(HttpRequest.newBuilder(uri("/things/1/name")).build(), BodyHandlers.ofString()));
        assertProblem(
                401,
                "unauthorized",
                send(HttpRequest.newBuilder(uri("/things/1/name")).header("X-Api-Key", "nobody")));
        assertProblem(
                403,
                "forbidden",
                send(HttpRequest.newBuilder(uri("/echo"))
                        .header("X-Api-Key", "buyer")
                        .POST(BodyPublishers.ofString("{}"))));
        assertEquals(
                200,
                send(HttpRequest.newBuilder(uri("/things/1/name")).header("Authorization", "bearer seller"))
                        .statusCode());
    }

    @Test
    void answersABugWithAProblem() throws Exception {
        assertProblem(500, "internal", get("/bug"));
    }

    @Test
    void takesOnlyTheTypesThatARouteSays() throws Exception {
        assertProblem(
                415,
                "unsupported_type",
                send(postTo("/echo", "a=b").header("Content-Type", "application/x-www-form-urlencoded")));
        assertProblem(415, "unsupported_type", send(postTo("/form", "<a/>").header("Content-Type", "text/xml")));
        assertEquals(
                "1",
                send(postTo("/form", "a=b").header("Content-Type", "application/x-www-form-urlencoded"))
                        .body());
        assertEquals(
                "0",
                send(postTo("/form", "{}").header("Content-Type", "application/json; charset=utf-8"))
                        .body());
    }

    @Test
    void whoIsRefusedWhileItStillSendsHearsWhy() throws Exception {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nX-Api-Key: seller\r\nContent-Length: 2000000\r\n\r\n");
            assertTrue(wire.answer().startsWith("HTTP/1.1 413 "));
            byte[] half = new byte[1_000_000];
            wire.send(half).send(half);
            assertTrue(wire.isClosedInOrder());
        }
    }

    @Test
    void refusesABodyThatIsTooLargeHoweverItComes() throws Exception {
        String large = "x".repeat(65_537);
        assertEquals(65_536, post("/echo", large.substring(1)).body().length());
        assertProblem(413, "too_large", post("/echo", large));
        try (Wire wire = new Wire(port)) {
            wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nX-Api-Key: seller\r\nTransfer-Encoding: chunked\r\n\r\n");
            wire.send("9000\r\n" + "x".repeat(0x9000) + "\r\n").send("9000\r\n" + "x".repeat(0x9000) + "\r\n");
            assertTrue(wire.answer().startsWith("HTTP/1.1 413 "));
            assertTrue(wire.isClosed());
        }
    }

    @Test
    void inflatesBodiesWithinTheirLimit() throws Exception {
        assertEquals("hello", send(gzipped(gzip("hello"))).body());
        assertProblem(413, "too_large", send(gzipped(gzip("x".repeat(50_000_000)))));
        assertProblem(400, "malformed", send(gzipped("no gzip".getBytes(StandardCharsets.UTF_8))));
        byte[] cut = gzip("hello hello");
        assertProblem(400, "malformed", send(gzipped(java.util.Arrays.copyOf(cut, cut.length - 9))));
        assertProblem(415, "unsupported_encoding", send(postTo("/echo", "x").header("Content-Encoding", "br")));
    }

    @Test
    void compressesLargeAnswersOnlyIfAsked() throws Exception {
        assertFalse(get("/large").headers().firstValue("content-encoding").isPresent());
        HttpRequest asked = HttpRequest.newBuilder(uri("/large"))
                .header("Accept-Encoding", "gzip, br")
                .build();
        HttpResponse<byte[]> answer = client.send(asked, BodyHandlers.ofByteArray());
        assertEquals("gzip", answer.headers().firstValue("content-encoding").orElseThrow());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertEquals(2003, in.readAllBytes().length);
        }
        HttpRequest small = HttpRequest.newBuilder(uri("/hello"))
                .header("Accept-Encoding", "gzip")
                .build();
        assertEquals(
                "{\"hello\":1}", client.send(small, BodyHandlers.ofString()).body());
    }

    @Test
    void refusesWhatIsNoHttpAndTooMuchOfIt() throws IOException {
        assertEquals("HTTP/1.0 400 ", said("\u0016\u0003\u0001 hello\r\n\r\n").substring(0, 13));
        assertEquals(
                "HTTP/1.0 414 ",
                said("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .substring(0, 13));
        assertEquals(
                "HTTP/1.1 431 ",
                said("GET /hello HTTP/1.1\r\nHost: x\r\nX-Much: " + "a".repeat(20_000) + "\r\n\r\n")
                        .substring(0, 13));
    }

    @Test
    void closesWhoNeverAsksWhoDribblesAndWhoIsIdle() throws IOException {
        try (Wire silent = new Wire(port);
                Wire halfHeader = new Wire(port).send("GET /hello HTTP/1.1\r\nHost:");
                Wire idle = new Wire(port).send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
                Wire halfBody = new Wire(port)) {
            halfBody.send("POST /echo HTTP/1.1\r\nHost: x\r\nX-Api-Key: seller\r\nContent-Length: 10\r\n\r\n{");
            assertTrue(idle.answer().startsWith("HTTP/1.1 200 "));
            assertTrue(silent.isClosed());
            assertTrue(halfHeader.isClosed());
            assertTrue(halfBody.answer().startsWith("HTTP/1.1 408 "));
            assertTrue(halfBody.isClosed());
            assertTrue(idle.isClosed());
        }
    }

    @Test
    void aHalfClosedOrAbandonedRequestHurtsNobody() throws Exception {
        try (Wire wire = new Wire(port)) {
            wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nX-Api-Key: seller\r\nContent-Length: 10\r\n\r\n{")
                    .sendNoMore();
            assertTrue(wire.isClosed());
        }
        assertEquals(200, get("/hello").statusCode());
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws Exception {
        Wire[] wires = new Wire[CONNECTIONS];
        for (int i = 0; i < wires.length; i++) {
            wires[i] = new Wire(port).send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(wires[i].answer().startsWith("HTTP/1.1 200 "));
        }
        try (Wire oneMore = new Wire(port)) {
            assertTrue(oneMore.isClosed());
        }
        for (Wire wire : wires) {
            assertTrue(
                    wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").answer().startsWith("HTTP/1.1 200 "));
            wire.close();
        }
    }

    @Test
    void aDrainingServerClosesWithEachAnswer() throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            server.drain();
            assertTrue(wire.isClosed());
        }
        try (Wire wire = new Wire(port)) {
            String answer = wire.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertTrue(answer.contains("connection: close"), answer);
            assertTrue(wire.isClosed());
        }
    }

    @Test
    void countsEveryRefusalByItsCode() throws Exception {
        get("/nowhere");
        get("/nowhere");
        assertTrue(metrics.scrape().contains("gavel_rejected_total{code=\"not_found\"} 2.0"), metrics.scrape());
    }

    private String said(String text) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.send(text).answer();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("X-Api-Key", "seller"));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(postTo(path, body));
    }

    private HttpRequest.Builder postTo(String path, String body) {
        return HttpRequest.newBuilder(uri(path)).header("X-Api-Key", "seller").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder gzipped(byte[] body) {
        return HttpRequest.newBuilder(uri("/echo"))
                .header("X-Api-Key", "seller")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElseThrow());
        assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
    }
}

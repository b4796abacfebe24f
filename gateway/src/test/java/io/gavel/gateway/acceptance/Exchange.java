package io.gavel.gateway.acceptance;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.Gateway;
import io.gavel.gateway.account.provider.StandIn;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A whole exchange in this process, spoken to over real sockets, with a market and a buyer; the tests of a run share one. Every
 * answer is held against the documentation.
 */
final class Exchange implements AutoCloseable {
    static final String OPERATOR = "test-operator";
    static final String ACME = "test-acme";
    static final String OTHER = "test-other";
    static final String LIMITED = "test-limited";
    static final String NORTH = "test-north";
    static final String SOUTH = "test-south";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Buyer buyer = new Buyer();
    /** The operators' identity provider. */
    final StandIn provider = new StandIn(InstantSource.system());

    /** Under the build's own folder: what a run that was killed left there goes with the next clean build. */
    private final Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "acceptance-");

    private final Gateway gateway;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Documentation documentation;

    private Exchange() throws IOException {
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "",
                Map.ofEntries(
                        entry("GAVEL_DATA", data.toString()),
                        entry("GAVEL_HTTP_PORT", "0"),
                        entry("GAVEL_SIP_ENABLED", "false"),
                        entry("GAVEL_VISITS_TRUSTED_PROXIES", "127.0.0.1"),
                        entry("GAVEL_HTTP_BIND", "127.0.0.1"),
                        entry("GAVEL_HTTP_REQUEST_S", "2"),
                        entry("GAVEL_HTTP_SUPPRESSION_BYTES", "4096"),
                        entry("GAVEL_HTTP_MARKET_BYTES", "100000"),
                        entry("GAVEL_OPERATOR_KEY", OPERATOR),
                        entry("GAVEL_SIGN_IN_ISSUER", provider.address()),
                        entry("GAVEL_SIGN_IN_CLIENT_ID", StandIn.CLIENT),
                        entry("GAVEL_SIGN_IN_CLIENT_SECRET", StandIn.SECRET),
                        entry("GAVEL_SIGN_IN_OPERATORS", "exchange-operators"),
                        entry("GAVEL_SIGN_IN_ANALYSTS", "exchange-analysts"),
                        entry("GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true"),
                        entry("GAVEL_VIEWS_PINGS", "20000"),
                        entry("GAVEL_VIEWS_LEADS", "10000"),
                        entry("GAVEL_VIEWS_CALLS", "5000"),
                        entry("GAVEL_VIEWS_TRANSFERS", "20000"),
                        entry("GAVEL_VIEWS_STANDINGS", "20000"),
                        entry("GAVEL_VIEWS_AUDIT", "5000"),
                        entry("GAVEL_VIEWS_PNL_ROWS", "50000")),
                problems);
        assertEquals(List.of(), problems.list());
        gateway = Gateway.open(config);
        gateway.start();
        assertEquals(List.of(), gateway.importMarket("market.yaml", market().getBytes(StandardCharsets.UTF_8)));
        port = gateway.open().http();
        documentation = Documentation.read(get("/openapi.json", "").text());
    }

    int port() {
        return port;
    }

    List<Route> routes() {
        return gateway.routes();
    }

    Documentation documentation() {
        return documentation;
    }

    Answer get(String path, String key) {
        return send(request(path, key).GET());
    }

    Answer post(String path, String key, String json) {
        return send(
                request(path, key).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer form(String path, String key, String form) {
        return send(request(path, key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Answer send(String method, String path, String key, String type, byte[] body) {
        return send(request(path, key).header("Content-Type", type).method(method, BodyPublishers.ofByteArray(body)));
    }

    Answer send(String method, String path, String key) {
        return send(request(path, key).method(method, BodyPublishers.noBody()));
    }

    HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    Answer send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> response = client.send(built, BodyHandlers.ofString());
            Answer answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.headers().map(),
                    response.body());
            if (documentation != null) {
                documentation.check(
                        built.method(), built.uri().getPath(), answer.status(), answer.type(), answer.text());
            }
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(built.method() + " " + built.uri(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often problems with this code were answered so far. */
    double refusals(String code) {
        String line = "gavel_rejected_total{code=\"" + code + "\"} ";
        return get("/metrics", OPERATOR)
                .text()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    /** A ping that is accepted; its id. */
    String accepted(String key, String campaign) {
        Answer ping =
                post("/v1/pings", key, "{\"campaign\":\"" + campaign + "\",\"fields\":{\"zip\":\"90210\",\"age\":34}}");
        assertEquals("accepted", ping.json().path("status").asText(), ping::text);
        return ping.json().path("ping_id").asText();
    }

    /** Waits until something is so; views are a moment behind. */
    static void until(String what, BooleanSupplier holds) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("never: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        try (buyer;
                provider) {
            gateway.drain();
            gateway.close();
        } finally {
            remove(data);
        }
    }

    /** What cannot be deleted is left; the rest goes. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private String market() throws IOException {
        try (InputStream text = Exchange.class.getResourceAsStream("market.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("BUYER", buyer.url());
        }
    }

    /** What was answered. */
    record Answer(int status, String type, Map<String, List<String>> headers, String text) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError(text, e);
            }
        }
    }

    /** Gives tests the one exchange of the run. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Exchange.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Exchange.class, type -> open(), Exchange.class);
        }

        private static Exchange open() {
            try {
                return new Exchange();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}

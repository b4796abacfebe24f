package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is made while the exchange sells is an exchange that had sold what it had answered before. */
@Timeout(120)
class BackupTest {
    private static final String KEY = "backup-operator";
    private static final String VAULT = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String MARKET = """
            currency: USD
            verticals: {v: {fields: {age: {type: integer}, phone: {type: phone, required: post, personal: true}}}}
            sellers: {acme: {name: Acme, api_key: backup-acme}}
            campaigns: {c: {vertical: v, sellers: [acme]}}
            buyers: {north: {name: North}}
            orders: {o: {buyer: north, campaign: c, price: 3.00, deliver: {url: "http://simulated-buyer.test/lead"}}}
            """;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aCopyOfARunningExchangeIsOneThatStartsAndKnowsWhatWasSold() throws Exception {
        ConcurrentLinkedQueue<String> sold = new ConcurrentLinkedQueue<>();
        Path copy = folder.resolve("copy");
        List<String> before;
        try (Gateway gateway = open(folder.resolve("data"))) {
            assertEquals(List.of(), gateway.importMarket("market.yaml", MARKET.getBytes(StandardCharsets.UTF_8)));
            int port = gateway.open().http();
            JsonNode anna = post(port, KEY, "/v1/admin/users", "{\"name\":\"anna\",\"role\":\"operator\"}");
            assertEquals("anna", anna.path("name").asText(), anna::toString);
            AtomicBoolean goesOn = new AtomicBoolean(true);
            Thread seller = new Thread(() -> {
                while (goesOn.get()) {
                    sold.add(sell(port));
                }
            });
            seller.start();
            while (sold.size() < 20) {
                Thread.onSpinWait();
            }
            before = List.copyOf(sold);
            Backup.Result result = Backup.make(folder.resolve("data"), copy);
            goesOn.set(false);
            seller.join();
            assertTrue(result.summary().sequence() >= 40, result::toString);
            assertEquals(List.of(), result.summary().notes());
        }
        assertTrue(Files.notExists(copy.resolve("views")) && Files.notExists(copy.resolve("lock")));
        assertThrows(IOException.class, () -> Backup.make(folder.resolve("data"), copy), "nothing is overwritten");
        try (Gateway restored = open(copy)) {
            int port = restored.open().http();
            for (String lead : before) {
                JsonNode found = get(port, "/v1/leads/" + lead);
                assertEquals("sold", found.path("status").asText(), found::toString);
            }
            assertEquals(
                    "anna", get(port, "/v1/admin/users").at("/items/0/name").asText());
            assertEquals(204, erase(port, before.get(0)), "its personal data came with it");
            assertTrue(!sell(port).isEmpty(), "and it goes on selling");
        }
    }

    @Test
    void whatIsNoDataDirectoryIsNotCopied() {
        assertThrows(IOException.class, () -> Backup.make(folder, folder.resolve("copy")));
    }

    private static Gateway open(Path data) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GAVEL_DATA", data.toString(),
                "GAVEL_HTTP_PORT", "0",
                "GAVEL_HTTP_BIND", "127.0.0.1",
                "GAVEL_SIP_ENABLED", "false",
                "GAVEL_JOURNAL_SEGMENT_MB", "1",
                "GAVEL_VAULT_KEY", VAULT,
                "GAVEL_OPERATOR_KEY", KEY));
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read("", environment, problems);
        assertEquals(List.of(), problems.list());
        Gateway gateway = Gateway.open(config);
        gateway.start();
        return gateway;
    }

    private String sell(int port) {
        JsonNode lead = post(
                port,
                "backup-acme",
                "/v1/leads",
                "{\"campaign\":\"c\",\"fields\":{\"age\":34,\"phone\":\"+13105550142\"}}");
        assertEquals("sold", lead.path("status").asText(), lead::toString);
        return lead.path("lead_id").asText();
    }

    private int erase(int port, String lead) throws Exception {
        HttpRequest request = request(port, KEY, "/v1/admin/leads/" + lead + "/personal")
                .DELETE()
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private JsonNode get(int port, String path) throws Exception {
        String body = client.send(request(port, KEY, path).build(), BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body);
    }

    private JsonNode post(int port, String key, String path, String json) {
        HttpRequest request = request(port, key, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(int port, String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Api-Key", key);
    }
}

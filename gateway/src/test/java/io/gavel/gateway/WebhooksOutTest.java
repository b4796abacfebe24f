package io.gavel.gateway;

import static io.gavel.gateway.client.RudeServer.readRequest;
import static io.gavel.gateway.client.RudeServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.gavel.gateway.client.RudeServer;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks and signing secrets as operators see them: the whole exchange over HTTP, and one receiver of all it sends. */
@Timeout(120)
class WebhooksOutTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEAD = "/v1/admin/webhooks/dead-letters";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private RudeServer receiver;
    private Gateway gateway;
    private int port;

    @BeforeEach
    void open() throws Exception {
        receiver = new RudeServer((socket, in, out) -> {
            for (String request = readRequest(in); !request.isEmpty(); request = readRequest(in)) {
                requests.add(request);
                int answer = request.startsWith("POST /hook") ? status : 200;
                String body = "{\"status\":\"accepted\"}";
                write(out, "HTTP/1.1 " + answer + " X\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            }
        });
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read(
                "data: " + folder.resolve("data") + "\nhttp: {port: 0}\nbuyers: {allow_private_addresses: true}\n"
                        + "operator: {key: operator-key}\nwebhooks: {attempts: 1}\nsip: {enabled: false}\n",
                Map.of(),
                problems);
        assertEquals(List.of(), problems.list());
        gateway = Gateway.open(config);
        gateway.start();
        assertEquals(List.of(), gateway.importMarket("market.yaml", market().getBytes(StandardCharsets.UTF_8)));
        port = gateway.open().http();
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
        receiver.close();
    }

    @Test
    void aDeadLetterIsSeenAndSentAgainByOperatorsOnly() throws Exception {
        status = 500;
        String leadId = sell("+12025550123").get("lead_id").asText();
        until(() -> get(DEAD).get("items").size() == 1);
        JsonNode letter = get(DEAD).get("items").get(0);
        assertEquals("crm", letter.get("webhook").asText());
        assertEquals("lead.sold", letter.get("type").asText());
        assertEquals("status 500", letter.get("problem").asText());
        assertEquals(1, letter.get("attempts").asInt());
        assertEquals(leadId, letter.at("/body/data/lead_id").asText());
        String path = DEAD + "/" + letter.get("id").asText() + "/resend";

        assertEquals(403, call("POST", path, "acme-key", "").statusCode());
        assertEquals(404, call("POST", DEAD + "/999/resend", "operator-key", "").statusCode());
        assertEquals(400, call("GET", DEAD + "?limit=0", "operator-key", "").statusCode());
        requests.clear();
        status = 200;
        assertEquals(202, call("POST", path, "operator-key", "").statusCode());

        until(() -> requests.size() == 1);
        assertEquals(letter.get("webhook_id").asText(), header(requests.element(), "webhook-id"));
        assertEquals(0, get(DEAD).get("items").size());
        assertEquals(404, call("POST", path, "operator-key", "").statusCode());
    }

    @Test
    void aDeadLetterIsSentAgainFromTheConsole() throws Exception {
        status = 500;
        sell("+12025550123");
        until(() -> get(DEAD).get("items").size() == 1);
        String id = get(DEAD).get("items").get(0).get("id").asText();
        HttpResponse<String> door = console("GET", "/console/sign-in", "", "");
        String cookie = cookie(door);
        String form = "token=" + token(door) + "&key=operator-key";
        cookie += "; " + cookie(console("POST", "/console/sign-in", cookie, form));
        String health = console("GET", "/console/health", cookie, "").body();
        assertTrue(health.contains("/console/letters/" + id) && health.contains("status 500"), health);
        HttpResponse<String> page = console("GET", "/console/letters/" + id, cookie, "");
        assertTrue(page.body().contains("lead.sold"), page::body);
        assertEquals(404, console("GET", "/console/letters/999", cookie, "").statusCode());
        requests.clear();
        status = 200;
        String again = "/console/letters/" + id + "/resend";
        assertEquals(403, console("POST", again, cookie, "token=x").statusCode());
        assertEquals(200, console("POST", again, cookie, "token=" + token(page)).statusCode());
        until(() -> requests.size() == 1);
        assertEquals(404, console("POST", again, cookie, "token=" + token(page)).statusCode());
    }

    private HttpResponse<String> console(String method, String path, String cookie, String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(form))
                .header("content-type", "application/x-www-form-urlencoded");
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("set-cookie").orElse("");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String token(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*?name=\"token\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void allDeadLettersOfAWebhookAreSentAgainAtOnceAndListedInPages() throws Exception {
        status = 500;
        for (int i = 0; i < 5; i++) {
            sell("+1202555012" + i);
        }
        until(() -> get(DEAD).get("items").size() == 5);
        JsonNode first = get(DEAD + "?limit=3");
        assertEquals(3, first.get("items").size());
        JsonNode rest = get(DEAD + "?limit=3&after=" + first.get("next").asText());
        assertEquals(2, rest.get("items").size());
        assertFalse(rest.has("next"));
        assertEquals(0, get(DEAD + "?webhook=other").get("items").size());
        requests.clear();
        status = 200;

        assertEquals(
                "{\"count\":0}",
                call("POST", DEAD + "/resend?webhook=other", "operator-key", "").body());
        assertEquals(
                "{\"count\":5}",
                call("POST", DEAD + "/resend?webhook=crm", "operator-key", "").body());
        until(() -> requests.size() == 5 && get(DEAD).get("items").size() == 0);
    }

    @Test
    void nothingPersonalIsInLettersOrTheirLogBeforeAndAfterErasure() throws Exception {
        status = 500;
        String leadId = sell("+12025550123").get("lead_id").asText();
        until(() -> get(DEAD).get("items").size() == 1);
        assertEquals(
                204,
                call("DELETE", "/v1/admin/leads/" + leadId + "/personal", "operator-key", "")
                        .statusCode());
        status = 200;
        assertEquals(202, call("POST", DEAD + "/resend", "operator-key", "").statusCode());
        until(() -> get(DEAD).get("items").size() == 0
                && requests.stream()
                                .filter(each -> each.startsWith("POST /hook"))
                                .count()
                        == 2);

        String letters = requests.stream()
                .filter(each -> each.startsWith("POST /hook"))
                .toList()
                .toString();
        String log = Files.readString(folder.resolve("data/webhooks/letters"), StandardCharsets.ISO_8859_1);
        assertTrue(log.contains(leadId));
        for (String personal : List.of("2025550123", "Xaviera", "xaviera@example.com")) {
            assertFalse(letters.contains(personal));
            assertFalse(log.contains(personal));
        }
    }

    @Test
    void anOperatorIssuesASigningSecretThatVerifiesDeliveriesAndIsShownOnlyOnce() throws Exception {
        HttpResponse<String> issued = call("POST", "/v1/admin/buyers/north/signing-secret", "operator-key", "");
        assertEquals(201, issued.statusCode());
        String secret = JSON.readTree(issued.body()).get("signing_secret").asText();
        String hookSecret = JSON.readTree(call("POST", "/v1/admin/webhooks/crm/signing-secret", "operator-key", "")
                        .body())
                .get("signing_secret")
                .asText();
        assertTrue(secret.startsWith("whsec_"));

        sell("+12025550123");
        until(() -> requests.size() == 2);

        for (String request : requests) {
            verify(request.startsWith("POST /hook") ? hookSecret : secret, request);
        }
        JsonNode audit = get("/v1/admin/audit?section=buyers&id=north").get("items");
        assertEquals("changed", audit.get(0).get("change").asText());
        assertTrue(audit.get(0).at("/after/signing_secret_set").asBoolean());
        assertFalse(audit.toString().contains(secret));
        assertFalse(get("/v1/admin/buyers/north").toString().contains(secret));
        assertEquals(
                412,
                call("POST", "/v1/admin/buyers/north/signing-secret", "operator-key", "", "If-Match", "\"1\"")
                        .statusCode());
        assertEquals(
                403,
                call("POST", "/v1/admin/buyers/north/signing-secret", "north-key", "")
                        .statusCode());
        assertEquals(
                404,
                call("POST", "/v1/admin/buyers/nobody/signing-secret", "operator-key", "")
                        .statusCode());
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret.substring(6)),
                        () -> file + " holds the secret");
            }
        }
    }

    private JsonNode sell(String phone) throws Exception {
        HttpResponse<String> answer = call(
                "POST",
                "/v1/leads",
                "acme-key",
                "{\"campaign\":\"autos\",\"fields\":{\"zip\":\"90210\",\"phone\":\"" + phone
                        + "\",\"first_name\":\"Xaviera\",\"email\":\"xaviera@example.com\"}}");
        JsonNode sold = JSON.readTree(answer.body());
        assertEquals("sold", sold.path("status").asText(), answer.body());
        return sold;
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = call("GET", path, "operator-key", "");
            assertEquals(200, answer.statusCode(), answer.body());
            return JSON.readTree(answer.body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> call(String method, String path, String key, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void verify(String secret, String request) throws Exception {
        Map<String, List<String>> headers = new java.util.HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, List.of(header(request, name)));
        }
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        new Webhook(secret).verify(body, HttpHeaders.of(headers, (name, value) -> true));
    }

    private static String header(String request, String name) {
        for (String line : request.split("\r\n", -1)) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        throw new AssertionError("no " + name);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private String market() {
        return """
                currency: USD
                verticals:
                  auto: {fields: {zip: {type: zip, required: ping}, phone: {type: phone, required: post},
                    email: {type: email}, first_name: {type: text, personal: true}}}
                sellers:
                  acme: {api_key: acme-key}
                campaigns:
                  autos: {vertical: auto, product: lead, method: ping_post, deadline_ms: 500, sellers: [acme]}
                buyers:
                  north: {api_key: north-key, credit: 5000.00}
                orders:
                  north-west: {buyer: north, campaign: autos, price: 14.00, deliver: {url: "%s"}}
                webhooks:
                  crm: {url: "%s", events: [lead.*]}
                """.formatted(receiver.url("/lead"), receiver.url("/hook"));
    }
}

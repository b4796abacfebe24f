package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.Gateway;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An empty exchange, from its first page to a sold lead; as a browser does it, but without one. */
@Timeout(60)
class FirstRunTest {
    private static final String KEY = "first-run-operator";
    private static final String PASSWORD = "a password of mine";

    @TempDir
    private Path folder;

    private final Map<String, String> cookies = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;
    private int port;

    @BeforeEach
    void open() throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GAVEL_DATA", folder.resolve("data").toString(),
                "GAVEL_HTTP_PORT", "0",
                "GAVEL_HTTP_BIND", "127.0.0.1",
                "GAVEL_SIP_PORT", "0",
                "GAVEL_SIP_BIND", "127.0.0.1",
                "GAVEL_MEDIA_PORTS", "26400-26419",
                "GAVEL_OPERATOR_KEY", KEY));
        Problems problems = new Problems();
        gateway = Gateway.open(ExchangeConfig.read("", environment, problems));
        assertEquals(List.of(), problems.list());
        gateway.start();
        port = gateway.open().http();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void anEmptyExchangeIsSetUpInThreeStepsAndSellsALead() throws Exception {
        assertEquals("/console/setup", location(get("/console")));
        String path = gateway.firstRunPath();
        assertNotNull(path);
        String code = path.substring(path.indexOf('=') + 1);
        String first = get(path).body();
        assertTrue(first.contains("step 1 of 3"), first);
        Map<String, String> me = Map.of("name", "me@example.com", "new", PASSWORD, "newAgain", PASSWORD);
        HttpResponse<String> stranger = post("/console/setup", first, with(me, "code", "guessed"));
        assertEquals(403, stranger.statusCode(), "only who saw the log may set it up");
        HttpResponse<String> other = post("/console/setup", stranger.body(), with(me, "code", code, "newAgain", "x"));
        assertEquals(422, other.statusCode());
        HttpResponse<String> done = post("/console/setup", other.body(), with(me, "code", code));
        assertEquals("/console/setup/market", location(done));

        String second = get("/console/setup/market").body();
        assertTrue(second.contains("Step 2 of 3") && second.contains("Home services"), second);
        Map<String, String> market = Map.of("template", "solar", "seller", "Acme \"Media\"", "buyer", "<b>North</b>");
        HttpResponse<String> made = post("/console/setup/market", second, market);
        assertEquals(200, made.statusCode(), made::body);
        Matcher key = Pattern.compile("name=\"key\" value=\"(gvl_[^\"]+)\"").matcher(made.body());
        assertTrue(key.find(), made::body);

        Map<String, String> lead = Map.of("template", "solar", "key", key.group(1));
        String sold = post("/console/setup/lead", made.body(), lead).body();
        assertTrue(sold.contains("It works: a lead was sold for"), sold);
        Matcher ping = Pattern.compile("/console/pings/([0-9a-z]+)").matcher(sold);
        assertTrue(ping.find(), sold);
        until("the auction is drawn", () -> get(ping.group()).body().contains("class=\"ladder\""));

        String call = location(post("/console/calls/test", sold, Map.of("number", Starter.NUMBER)));
        assertTrue(call.startsWith("/console/calls/"), call);
        String story = get(call).body();
        assertTrue(story.contains("answered") && story.contains("billable"), story);
        assertTrue(story.contains("<audio"), "all of it is known when it is shown: " + story);
        assertTrue(get("/console/calls").body().contains("Place a test call"), "and another one");

        assertNull(gateway.firstRunPath(), "it is over for good");
        assertEquals("/console", location(get("/console/setup")));
        assertEquals("/console", location(post("/console/setup", made.body(), with(me, "code", code))));
        assertEquals(409, post("/console/setup/market", made.body(), market).statusCode());
    }

    /** Whatever is traded: the document is taken, and a lead is sold to the buyer that this program plays. */
    @Test
    void everyTemplateSellsALeadAndWhatIsDrawnOfItExists() throws Exception {
        for (String name : Starter.NAMES) {
            Starter starter = Starter.of(name);
            byte[] document = starter.document("Acme", "North", "key-of-acme").getBytes(StandardCharsets.UTF_8);
            assertEquals(List.of(), gateway.importMarket("market.json", document), name);
            JsonNode ping = api("/v1/pings", "key-of-acme", starter.ping());
            assertEquals("accepted", ping.path("status").asText(), ping::toString);
            JsonNode post = api(
                    "/v1/posts",
                    "key-of-acme",
                    starter.post(ping.path("ping_id").asText()));
            assertEquals("sold", post.path("status").asText(), post::toString);
        }
        api("/v1/pings", "key-of-acme", "{\"nonsense\":1}");
        Set<String> wanted = new TreeSet<>();
        for (String file : List.of("grafana/dashboards/gavel.json", "prometheus/alerts.yaml")) {
            Matcher names = Pattern.compile("gavel_[a-z_]+").matcher(Files.readString(Path.of("..", "docker", file)));
            while (names.find()) {
                wanted.add(names.group());
            }
        }
        assertTrue(wanted.size() > 15, wanted::toString);
        until("every metric of the dashboard and of the alerts exists", () -> {
            String metrics = send(request("/metrics").header("X-Api-Key", KEY)).body();
            return wanted.stream()
                    .filter(name -> !metrics.contains("\n" + name + " ") && !metrics.contains("\n" + name + "{"))
                    .toList()
                    .equals(List.of());
        });
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "never: " + what);
        }
    }

    private static Map<String, String> with(Map<String, String> fields, String... more) {
        Map<String, String> all = new HashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private JsonNode api(String path, String key, String json) throws Exception {
        HttpRequest.Builder request = request(path)
                .header("X-Api-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        return new ObjectMapper().readTree(send(request).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    /** Sends a form with the token of the page that it is on. */
    private HttpResponse<String> post(String path, String page, Map<String, String> fields) throws Exception {
        Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(token.find(), page);
        StringBuilder form = new StringBuilder("token=" + token.group(1));
        fields.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        StringBuilder header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        if (!header.isEmpty()) {
            request.header("Cookie", header.toString());
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("set-cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer::body);
        return answer.headers().firstValue("location").orElse("");
    }
}

package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.Gateway;
import io.gavel.gateway.notify.AdPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A click becomes a call, money, and a conversion at the advertising platform, once; held for review it waits for all of that. */
@Timeout(180)
class ClickToMoneyIT {
    private static final String OPERATOR = "click-to-money";
    private static final String MARKET = """
            verticals:
              solar: {fields: {phone: {type: phone, personal: true}, zip: {type: zip}}, scoring: {after: 20}}
            sellers: {acme: {api_key: demo-acme, share: 0.80}}
            campaigns:
              leads: {vertical: solar, product: lead, method: waterfall, sellers: [acme]}
              plain: {vertical: solar, product: call, method: waterfall, sellers: [acme]}
              looked-at: {vertical: solar, product: call, method: waterfall, sellers: [acme],
                          score: {review_below: 1.00, review_within: 1h, review_then: release}}
            buyers: {one: {api_key: demo-one, credit: 1000.00}}
            orders:
              lead: {buyer: one, campaign: leads, price: 1.00}
              plain: {buyer: one, campaign: plain, price: 9.00, deliver: {sip: "sip:desk@127.0.0.1:BUYER", ring_s: 10}}
              looked-at: {buyer: one, campaign: looked-at, price: 7.00,
                          deliver: {sip: "sip:desk@127.0.0.1:BUYER", ring_s: 10}}
            carriers: {voip: {addresses: [127.0.0.1/32], seller: acme}}
            pools:
              plain: {campaign: plain, numbers: ["+18005550100"], overflow: "+18005550109", seller: acme}
              looked-at: {campaign: looked-at, numbers: ["+18005550101", "+18005550102"], seller: acme, per_address: 2}
            webhooks:
              google: {kind: google_ads, customer: "123-456-7890", conversion_action: "77", api: "PLATFORM/v26",
                       token_url: "PLATFORM/token", secret: main}
            """;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private AdPlatform google;
    private Sipp phones;
    private @Nullable Gateway gateway;
    private Gateway.Ports ports = new Gateway.Ports(0, 0);

    @BeforeEach
    void begin() throws Exception {
        google = new AdPlatform();
        phones = new Sipp(folder);
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/main.properties"), AdPlatform.secrets());
    }

    @AfterEach
    void end() throws Exception {
        phones.close();
        if (gateway != null) {
            gateway.close();
        }
        google.close();
    }

    @Test
    void aBillableCallOfAClickIsToldOnceAndTakenBackWhenItIsReturned() throws Exception {
        open(true);
        String call = call("plain", "Cj0K-plain");
        await(() -> google.counted.containsKey(call));

        assertEquals("Cj0K-plain", google.counted(call).path("gclid").asText());
        assertEquals(9.0, google.counted(call).path("conversionValue").asDouble());
        String back =
                post("/v1/buyer/returns", "demo-one", "{\"call_id\":\"" + call + "\",\"reason\":\"wrong number\"}");
        assertTrue(back.contains("returned"), back);
        await(() -> google.adjusted.containsKey(call));

        assertEquals("RETRACTION", google.adjusted(call).path("adjustmentType").asText());
        assertEquals(1, google.counted.size());
        assertEquals(1, requests(":uploadClickConversions"));

        visit("plain", "Cj0K-one-of-two");
        String shared = call("plain", "Cj0K-perhaps");
        JsonObject attribution = get("/v1/calls/" + shared).getJsonObject("attribution");
        assertEquals("shared", attribution.getString("method"));
        assertEquals(0.5, attribution.getDouble("confidence"));
        assertFalse(attribution.getBoolean("conversion"));
        String file = "/v1/conversions/google-ads.csv";
        assertFalse(text(file).contains("Cj0K-perhaps"));
        assertTrue(text(file + "?min_confidence=0.5").contains("\r\nCj0K-perhaps,Gavel,"));

        JsonObject pinged = pinged("Cj0K-pinged");
        await(() -> google.counted.size() == 2);

        assertEquals(
                "Cj0K-pinged",
                google.counted(pinged.getString("call_id")).path("gclid").asText());
        assertEquals("ping", pinged.getJsonObject("attribution").getString("method"));
        assertEquals("aff-7", pinged.getString("sub_id"));
        assertEquals("acme", pinged.getString("seller"));
        assertTrue(text("/v1/conversions/google-ads.csv").contains("\r\nCj0K-pinged,Gavel,"));
        await(() -> text("/v1/reports/calls?by=keyword").contains("\"keyword\":\"roof repair\""));
    }

    /** A seller's ping tells of this click, the call to its address redeems it; the call's record when it is over. */
    private JsonObject pinged(String click) throws Exception {
        JsonObject ping = new JsonObject(post(
                "/v1/pings",
                "demo-acme",
                "{\"campaign\":\"plain\",\"fields\":{},\"caller_id\":\"+13035550144\",\"sub_id\":\"aff-7\",\"tracking\":{\"landing_page\":"
                        + "\"https://site.example/?gclid=" + click + "\",\"keyword\":\"roof repair\"}}"));
        int before = ended().size();
        phones.call(ports.sip(), "+" + ping.getString("ping_id"));
        await(() -> ended().size() == before + 1);
        String call = ended().stream()
                .map(each -> ((JsonObject) each).getString("call_id"))
                .max(String::compareTo)
                .orElseThrow();
        return get("/v1/calls/" + call);
    }

    @Test
    void aHeldCallIsNoMoneyAndNoConversionUntilSomebodyDecides() throws Exception {
        open(true);
        teach();
        String first = call("looked-at", "Cj0K-first");
        String second = call("looked-at", "Cj0K-second");
        await(() -> get("/v1/admin/reviews?state=held").getJsonArray("items").size() == 2);
        JsonObject record = get("/v1/calls/" + first);
        assertFalse(record.getBoolean("billable"), record::encode);
        assertEquals("held", record.getJsonObject("review").getString("state"));
        assertEquals("14.00", pnl("held"));
        assertEquals("0.00", pnl("revenue"));

        if (gateway != null) {
            gateway.close();
        }
        open(false);
        String approved = post("/v1/admin/reviews/" + first + "/approve", OPERATOR, "{\"note\":\"a real caller\"}");
        assertEquals("approved", new JsonObject(approved).getString("state"), approved);
        String rejected = post("/v1/admin/reviews/" + second + "/reject", OPERATOR, "{}");
        assertEquals("rejected", new JsonObject(rejected).getString("state"), rejected);
        assertTrue(
                post("/v1/admin/reviews/" + second + "/approve", OPERATOR, "{}").contains("not_allowed"));
        await(() -> get("/v1/admin/reviews?state=held").getJsonArray("items").isEmpty() && google.counted.size() == 1);

        assertEquals("Cj0K-first", google.counted(first).path("gclid").asText());
        assertTrue(get("/v1/calls/" + first).getBoolean("billable"));
        assertFalse(get("/v1/calls/" + second).getBoolean("billable"));
        await(() -> pnl("decided").equals("14.00") && pnl("revenue").equals("7.00"));
        assertEquals("14.00", pnl("held"), "also what was decided since was put on hold");
        assertEquals("1", pnl("billable"));
        await(
                () -> longReport()
                        .matches(
                                "(?s).*\"campaign\":\"looked-at\",\"number\":\"\\+18005550101\"[^}]*\"held\":7\\.00,\"decided\":7\\.00.*"));
    }

    /** Of rows, which are opened a moment after the start. */
    private String longReport() throws Exception {
        return client.send(
                        request("/v1/reports/pnl?by=campaign,number", OPERATOR).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private long requests(String path) {
        return google.requests.stream()
                .filter(request -> request.startsWith("POST ")
                        && request.lines().findFirst().orElse("").contains(path))
                .count();
    }

    /** One column of the P and L of the calls that are held first. */
    private String pnl(String column) throws Exception {
        JsonArray rows = get("/v1/reports/pnl?by=campaign&product=call").getJsonArray("rows");
        for (Object each : rows) {
            JsonObject row = (JsonObject) each;
            if (row.getString("campaign").equals("looked-at")) {
                String value = row.getValue(column).toString();
                return column.equals("billable")
                        ? value
                        : new java.math.BigDecimal(value).setScale(2).toPlainString();
            }
        }
        return "";
    }

    /** Enough outcomes, of both kinds, for scores. */
    private void teach() throws Exception {
        for (int i = 0; i < 24; i++) {
            String lead = post(
                    "/v1/leads",
                    "demo-acme",
                    "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"9021" + i % 2 + "\",\"phone\":\"+1303555"
                            + (1000 + i) + "\"}}");
            assertTrue(lead.contains("\"sold\""), lead);
            if (i % 2 == 0) {
                String id = new JsonObject(lead).getString("lead_id");
                post("/v1/outcomes", OPERATOR, "{\"lead_id\":\"" + id + "\",\"disposition\":\"fraud\"}");
            }
        }
    }

    /** A visitor with this click calls the number that it is shown, and talks; the call's id when it is over. */
    private String call(String pool, String click) throws Exception {
        JsonObject visit = visit(pool, click);
        int before = ended().size();
        phones.call(ports.sip(), visit.getString("number"));
        await(() -> ended().size() == before + 1);
        for (Object each : ended()) {
            JsonObject call = (JsonObject) each;
            if (click.equals(call.getJsonObject("attribution").getString("gclid"))) {
                return call.getString("call_id");
            }
        }
        throw new AssertionError("no call of " + click);
    }

    private JsonObject visit(String pool, String click) throws Exception {
        return new JsonObject(post(
                "/v1/visits",
                "",
                new JsonObject()
                        .put("pool", pool)
                        .put("visitor", "visitor-" + click)
                        .put("landing_page", "https://site.example/?gclid=" + click)
                        .encode()));
    }

    private List<Object> ended() throws Exception {
        return get("/v1/calls").getJsonArray("items").stream()
                .filter(call -> ((JsonObject) call).getString("status").equals("ended"))
                .toList();
    }

    private void open(boolean isNew) throws Exception {
        Gateway opened = Gateway.open(WholeGateway.config(
                folder,
                OPERATOR,
                "23500-23999",
                Map.of(
                        "GAVEL_BUYERS_ALLOW_PRIVATE_ADDRESSES", "true",
                        "GAVEL_DRAIN_CALLS_S", "0",
                        "GAVEL_SECRETS_FOLDER", folder.resolve("secrets").toString())));
        gateway = opened;
        opened.start();
        if (isNew) {
            int buyer = phones.answering();
            String market = MARKET.replace("BUYER", Integer.toString(buyer)).replace("PLATFORM", google.url());
            assertEquals(List.of(), opened.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        }
        ports = opened.open();
    }

    private static void await(Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.call()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private JsonObject get(String path) throws Exception {
        return new JsonObject(text(path));
    }

    private String text(String path) throws Exception {
        HttpResponse<String> answer =
                client.send(request(path, OPERATOR).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private String post(String path, String key, String body) throws Exception {
        return client.send(
                        request(path, key)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path));
        return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
    }
}

package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the click to the money: a visitor opens a page, calls the number that it is shown, and the call knows the click. */
@Timeout(120)
class VisitCallsIT {
    private static final String KEY = "visit-calls-it";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Sipp sipp;
    private @Nullable Gateway gateway;
    private Gateway.Ports ports = new Gateway.Ports(0, 0);

    @AfterEach
    void close() {
        if (sipp != null) {
            sipp.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void aCallKnowsTheClickThatItCameOfAlsoAfterARestart() throws Exception {
        Sipp phones = new Sipp(folder);
        sipp = phones;
        int buyer = phones.answering();
        open(buyer, true);
        JsonObject visit = visit("https://site.example/quote?gclid=Cj0K&utm_source=google&utm_campaign=solar-ca"
                + "&utm_term=solar+panels");
        phones.call(ports.sip(), visit.getString("number"));
        JsonObject call = record(each -> true);
        assertEquals(visit.getString("number"), call.getString("number"));
        assertEquals(visit.getString("visit_id"), call.getString("visit"));
        assertEquals("google", call.getString("source"));
        assertEquals("acme", call.getString("seller"));
        assertTrue(call.getBoolean("billable"), call::encode);
        JsonObject attribution = call.getJsonObject("attribution");
        assertEquals("exact", attribution.getString("method"));
        assertEquals("Cj0K", attribution.getString("gclid"));
        assertEquals("solar-ca", attribution.getString("campaign"));
        assertEquals("solar panels", attribution.getString("keyword"));
        assertEquals("web", attribution.getString("pool"));
        assertTrue(attribution.getString("landing_page").startsWith("https://site.example/quote?"));

        if (gateway != null) {
            gateway.close();
        }
        open(buyer, false);
        assertEquals(call.getJsonObject("attribution"), record(each -> true).getJsonObject("attribution"));
        assertEquals(
                visit.getString("visit_id"), visit("https://site.example/again").getString("visit_id"));
        phones.call(ports.sip(), visit.getString("number"));
        JsonObject again = record(each -> !each.getString("call_id").equals(call.getString("call_id")));
        assertEquals(1, again.getJsonObject("attribution").getInteger("calls_before"));
        assertEquals("Cj0K", again.getJsonObject("attribution").getString("gclid"));
        JsonArray rows = get("/v1/reports/pnl?by=source").getJsonArray("rows");
        assertEquals(1, rows.size(), rows::encode);
        assertEquals("google", rows.getJsonObject(0).getString("source"));
        assertEquals(2, rows.getJsonObject(0).getInteger("billable"), rows::encode);
        List<String> csv = text("/v1/conversions/google-ads.csv").lines().toList();
        assertEquals("Parameters:TimeZone=+0000", csv.get(0));
        assertEquals(
                "Google Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency", csv.get(1));
        assertEquals(4, csv.size(), csv::toString);
        assertTrue(
                csv.get(2)
                        .matches("Cj0K,Gavel,\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\+00:00,9,USD|"
                                + "Cj0K,Gavel,\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\+00:00,9.00,USD"),
                csv::toString);
    }

    @Test
    void onlyCallsWhoseVisitHasTheKeywordGoToAnOrderThatWantsIt() throws Exception {
        Sipp phones = new Sipp(folder);
        sipp = phones;
        int buyer = phones.answering();
        open(buyer, true, ", filter: {all: [{field: keyword, is: solar}]}");
        JsonObject visit = visit("https://site.example/?utm_source=bing&keyword=roof");
        phones.number(visit.getString("number").substring(1));
        phones.callers(
                ports.sip(),
                1,
                new Sipp.Scenario()
                        .request("INVITE", "")
                        .status(100)
                        .status(480)
                        .request("ACK", "2"));
        assertFalse(record(each -> true).getBoolean("billable"));
        visit("https://site.example/?utm_source=bing&keyword=solar");
        phones.call(ports.sip(), visit.getString("number"));
        JsonObject sold = record(each -> each.getBoolean("billable"));
        assertEquals("bing", sold.getString("source"));
    }

    @Test
    void aCallOfNobodyKnownHasThePoolsSource() throws Exception {
        Sipp phones = new Sipp(folder);
        sipp = phones;
        int buyer = phones.answering();
        open(buyer, true);
        phones.call(ports.sip(), "+18005550101");
        JsonObject call = record(each -> true);
        assertNull(call.getString("visit"));
        assertEquals("none", call.getJsonObject("attribution").getString("method"));
        assertEquals("website", call.getString("source"));
    }

    private void open(int buyer, boolean isNew) throws Exception {
        open(buyer, isNew, "");
    }

    private void open(int buyer, boolean isNew, String more) throws Exception {
        Gateway opened = Gateway.open(WholeGateway.config(folder, KEY, "23000-23499", Map.of()));
        gateway = opened;
        opened.start();
        if (isNew) {
            String order = CallRig.order("a", 1, "ring_s: 10").replace("192.0.2.7", "127.0.0.1:" + buyer);
            String market =
                    CallRig.market("").replace("verstat: {type: text}", "verstat: {type: text}, keyword: {type: text}")
                            + "  " + order.substring(0, order.length() - 1) + more + "}\n"
                            + """
                    pools:
                      web: {campaign: solar, numbers: ["+18005550100", "+18005550101"], overflow: "+18005550180",
                            seller: acme, source: website}
                    """;
            assertEquals(List.of(), opened.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        }
        ports = opened.open();
    }

    private JsonObject visit(String landingPage) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + "/v1/visits"))
                        .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                                .put("pool", "web")
                                .put("visitor", "visitor-1")
                                .put("landing_page", landingPage)
                                .encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return new JsonObject(answer.body());
    }

    /** The first call that is over and is such a one. */
    private JsonObject record(Predicate<JsonObject> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            JsonArray calls = get("/v1/calls").getJsonArray("items");
            for (Object each : calls) {
                JsonObject call = (JsonObject) each;
                if (call.getString("status").equals("ended") && wanted.test(call)) {
                    return call;
                }
            }
            assertTrue(System.nanoTime() < end, calls::encode);
        }
    }

    private JsonObject get(String path) throws Exception {
        return new JsonObject(text(path));
    }

    private String text(String path) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path))
                        .header("authorization", "Bearer " + KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return response.body();
    }
}

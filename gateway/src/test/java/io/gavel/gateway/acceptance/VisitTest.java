package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors of sites, and the numbers that they are shown. */
@ExtendWith(Exchange.Shared.class)
class VisitTest {
    private static final String SITE = "https://site.example";
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Exchange exchange;
    /** Each test's visitors come from an address of their own. */
    private String address = "192.0.2." + TESTS.incrementAndGet();

    VisitTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void aVisitorHasANumberAndKeepsItWhenItComesBack() {
        Exchange.Answer first = open("web", "visitor-1", "https://site.example/?gclid=abc");
        assertEquals(200, first.status(), first::text);
        assertTrue(first.json().path("number").asText().matches("\\+180055502\\d\\d"), first::text);
        assertTrue(first.json().path("display").asText().matches("\\(800\\) 555-02\\d\\d"), first::text);
        assertFalse(first.json().path("shared").asBoolean());
        Exchange.Answer again = open("web", "visitor-1", "https://site.example/contact");
        assertEquals(first.json().path("visit_id"), again.json().path("visit_id"));
        assertEquals(first.json().path("number"), again.json().path("number"));
    }

    @Test
    void aTouchKeepsTheNumberAndComesAgainWithoutHarm() {
        JsonNode visit = open("web", "visitor-2", "").json();
        String path = "/v1/visits/" + visit.path("visit_id").asText() + "/touch";
        for (int i = 0; i < 3; i++) {
            Exchange.Answer touched = post(path, "");
            assertEquals(200, touched.status(), touched::text);
            assertEquals(visit.path("number"), touched.json().path("number"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0000000000001", "0000000000001-0", "%00", "-", "0000000000001-aaaaaaaaaaaaa"})
    void nobodyTouchesAVisitWhoseIdWasGuessed(String id) {
        Refused.with(exchange, 404, "not_found", id, () -> post("/v1/visits/" + id + "/touch", ""));
    }

    @Test
    void whenNoNumberIsFreeVisitorsShareTheOverflowNumber() {
        open("busy", "first", "");
        JsonNode second = open("busy", "second", "").json();
        assertEquals("+18005550181", second.path("number").asText());
        assertTrue(second.path("shared").asBoolean());
    }

    @Test
    void aPoolWithoutAnyNumberLeftSaysSo() {
        open("tiny", "first", "");
        Refused.with(exchange, 503, "pool_empty", "empty", () -> open("tiny", "second", ""));
        assertNotEquals("", open("tiny", "second", "").header("retry-after"));
    }

    @Test
    void onlyPagesOfThePoolsOriginsMayAsk() {
        Exchange.Answer allowed =
                exchange.send(from("/v1/visits", SITE).POST(BodyPublishers.ofString(body("web", "o1"))));
        assertEquals(200, allowed.status(), allowed::text);
        assertEquals(SITE, allowed.header("access-control-allow-origin"));
        Exchange.Answer evil = exchange.send(
                from("/v1/visits", "https://site.example.evil").POST(BodyPublishers.ofString(body("web", "o2"))));
        assertEquals(403, evil.status(), evil::text);
        assertEquals("origin_not_allowed", evil.json().path("code").asText());
        assertEquals("", evil.header("access-control-allow-origin"));
        assertEquals(
                204,
                exchange.send(from("/v1/visits", SITE).method("OPTIONS", BodyPublishers.noBody()))
                        .status());
    }

    @Test
    void aRobotHasNoNumber() {
        Exchange.Answer robot = exchange.send(exchange.request("/v1/visits", "")
                .header("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")
                .POST(BodyPublishers.ofString(body("web", "bot"))));
        assertEquals(204, robot.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"pool\":\"web\"}x", "{\"pool\":\"web\",\"visitor\":\"\u0001", "null"})
    void whatIsNoJsonIsMalformed(String body) {
        Refused.with(exchange, 400, "malformed", body, () -> post("/v1/visits", body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"pool\":\"web\",\"visitor\":\"\"}",
                "{\"pool\":\"web\",\"visitor\":\"a\",\"area_code\":\"12\"}",
                "{\"pool\":\"web\",\"visitor\":\"LONG\"}",
                "{\"pool\":\"web\",\"landing_page\":\"VERYLONG\"}"
            })
    void whatCannotBeIsRefusedFieldByField(String body) {
        String sent = body.replace("VERYLONG", "x".repeat(8193)).replace("LONG", "x".repeat(129));
        Refused.with(exchange, 422, "fields_invalid", body, () -> post("/v1/visits", sent));
    }

    @Test
    void aPoolThatIsNotThereAndABodyThatIsTooLargeAreRefused() {
        Refused.with(exchange, 404, "no_pool", "unknown", () -> open("nowhere", "a", ""));
        Refused.with(exchange, 413, "too_large", "large", () -> post("/v1/visits", " ".repeat(49 * 1024)));
    }

    @Test
    void scriptsAndClickIdsOfTwoKilobytesInParametersDoNoHarm() {
        String gclid = "x".repeat(2048);
        Exchange.Answer visit = open(
                "web",
                "visitor-3",
                "https://site.example/?utm_source=%3Cscript%3Ealert(1)%3C/script%3E&keyword=%3DHYPERLINK(1)&gclid="
                        + gclid);
        assertEquals(200, visit.status(), visit::text);
    }

    @Test
    void halfACharacterDoesNoHarmWhereverItComesFrom() {
        assertEquals(
                200,
                open("web", "\\ud800", "https://site.example/?utm_source=\\udc00")
                        .status());
        String cut = "https://site.example/?utm_campaign=" + "x".repeat(99) + "%F0%9F%98%80";
        assertEquals(200, open("web", "visitor-4", cut).status());
    }

    @Test
    void anAddressBringsSixtyNewVisitorsAMinuteAndItsKnownOnesAtAnyTime() {
        for (int i = 0; i < 60; i++) {
            assertEquals(200, open("flood", "flood-" + i, "").status());
        }
        Refused.with(exchange, 429, "rate_limited", "the next", () -> open("flood", "flood-60", ""));
        assertNotEquals("", open("flood", "flood-60", "").header("retry-after"));
        assertEquals(200, open("flood", "flood-0", "").status());
        address = "192.0.2.77";
        assertEquals(200, open("flood", "flood-60", "").status());
    }

    @Test
    void oneAddressLeavesHalfOfAPoolToOthers() {
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    i > 1, open("fair", "greedy-" + i, "").json().path("shared").asBoolean(), "visitor " + i);
        }
        address = "192.0.2.78";
        assertFalse(open("fair", "another", "").json().path("shared").asBoolean());
    }

    @Test
    void theScriptIsServedSmall() {
        Exchange.Answer script = exchange.get("/dni.js?pool=web", "");
        assertEquals(200, script.status());
        assertTrue(script.text().contains("/v1/visits"));
        Refused.with(exchange, 404, "no_pool", "unknown", () -> exchange.get("/dni.js?pool=nowhere", ""));
    }

    @ParameterizedTest
    @CsvSource({"200,180,0,18,21", "200,180,1200,93,102", "0,180,0,1,1"})
    void aPoolIsSizedByErlangsFormula(String arrivals, String visit, String hold, int one, int tenth) {
        Exchange.Answer sizing = exchange.get(
                "/v1/pools/web/sizing?arrivals_per_hour=" + arrivals + "&visit_s=" + visit + "&hold_s=" + hold,
                Exchange.OPERATOR);
        assertEquals(200, sizing.status(), sizing::text);
        assertEquals(one, sizing.json().path("numbers_for_1_percent").asInt(), sizing::text);
        assertEquals(tenth, sizing.json().path("numbers_for_0_1_percent").asInt(), sizing::text);
    }

    @Test
    void whatAPoolMeasuredIsShownBesideThePrediction() {
        open("busy", "first", "");
        open("busy", "third", "");
        Exchange.until("the figures are there", () -> {
            JsonNode sizing = sizing("busy");
            return sizing.path("arrivals").asInt() >= 2
                    && sizing.path("observed_overflow").asDouble() > 0;
        });
        assertTrue(sizing("busy").path("concurrent").asInt() >= 2);
        Refused.with(
                exchange,
                404,
                "not_found",
                "unknown",
                () -> exchange.get("/v1/pools/nowhere/sizing", Exchange.OPERATOR));
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "no number",
                () -> exchange.get("/v1/pools/busy/sizing?visit_s=-1", Exchange.OPERATOR));
    }

    private JsonNode sizing(String pool) {
        return exchange.get("/v1/pools/" + pool + "/sizing", Exchange.OPERATOR).json();
    }

    private Exchange.Answer open(String pool, String visitor, String landingPage) {
        return post(
                "/v1/visits",
                "{\"pool\":\"" + pool + "\",\"visitor\":\"" + visitor + "\",\"landing_page\":\"" + landingPage + "\"}");
    }

    private static String body(String pool, String visitor) {
        return "{\"pool\":\"" + pool + "\",\"visitor\":\"" + visitor + "\"}";
    }

    private Exchange.Answer post(String path, String body) {
        return exchange.send(exchange.request(path, "")
                .header("Content-Type", "text/plain")
                .header("X-Forwarded-For", "203.0.113.9, " + address)
                .POST(BodyPublishers.ofString(body)));
    }

    private java.net.http.HttpRequest.Builder from(String path, String origin) {
        return exchange.request(path, "")
                .header("Origin", origin)
                .header("X-Forwarded-For", address)
                .header("Content-Type", "text/plain");
    }
}

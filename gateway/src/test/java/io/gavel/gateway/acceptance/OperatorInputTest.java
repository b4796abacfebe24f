package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators send: the market, its entities, keys, payments, suppressions; and what they ask of reports. */
@ExtendWith(Exchange.Shared.class)
class OperatorInputTest {
    private static final String VERTICAL = "{\"fields\":{\"age\":{\"type\":\"integer\"}}}";

    private final Exchange exchange;

    OperatorInputTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void anEntityIsMadeChangedShownAndRemovedUnderItsETag() {
        String path = "/v1/admin/verticals/spare";
        Exchange.Answer made = put(path, VERTICAL);
        assertEquals(201, made.status(), made::text);
        assertEquals(200, put(path, VERTICAL.replace("integer", "decimal")).status());
        Exchange.Answer shown = exchange.get(path, Exchange.OPERATOR);
        assertEquals(
                304,
                exchange.send(exchange.request(path, Exchange.OPERATOR)
                                .header("If-None-Match", shown.header("etag"))
                                .GET())
                        .status());
        Refused.with(
                exchange,
                412,
                "precondition_failed",
                "an old ETag",
                () -> exchange.send(exchange.request(path, Exchange.OPERATOR)
                        .header("If-Match", made.header("etag"))
                        .DELETE()));
        assertEquals(204, exchange.send("DELETE", path, Exchange.OPERATOR).status());
        Refused.with(exchange, 404, "not_found", "gone", () -> exchange.get(path, Exchange.OPERATOR));
        Refused.with(exchange, 404, "not_found", "gone", () -> exchange.send("DELETE", path, Exchange.OPERATOR));
        Refused.with(
                exchange,
                409,
                "in_use",
                "in use",
                () -> exchange.send("DELETE", "/v1/admin/verticals/insurance", Exchange.OPERATOR));
        for (String section : List.of(
                "verticals",
                "sellers",
                "carriers",
                "flows",
                "buyers",
                "campaigns",
                "orders",
                "numbers",
                "pools",
                "webhooks")) {
            assertEquals(
                    200,
                    exchange.get("/v1/admin/" + section + "?limit=1", Exchange.OPERATOR)
                            .status());
            Refused.with(
                    exchange,
                    400,
                    "malformed",
                    section,
                    () -> exchange.get("/v1/admin/" + section + "?limit=0", Exchange.OPERATOR));
            Refused.with(
                    exchange,
                    404,
                    "not_found",
                    section,
                    () -> exchange.get("/v1/admin/" + section + "/no-such", Exchange.OPERATOR));
        }
        assertEquals(
                200,
                exchange.get("/v1/admin/audit?section=verticals&id=spare", Exchange.OPERATOR)
                        .status());
        Refused.with(
                exchange,
                400,
                "malformed",
                "audit",
                () -> exchange.get("/v1/admin/audit?section=spoons", Exchange.OPERATOR));
        Refused.with(
                exchange,
                400,
                "malformed",
                "audit",
                () -> exchange.get("/v1/admin/audit?from=yesterday", Exchange.OPERATOR));
    }

    @Test
    void theWordsOfAQueryAreSaidWithoutTheEmptyOne() {
        Exchange.Answer answer = exchange.get("/v1/reports/pnl?product=spoon", Exchange.OPERATOR);

        assertEquals(
                "must be one of lead, call",
                answer.json().at("/errors/0/message").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "", "TRUE"})
    void aDryRunThatIsNeitherTrueNorFalseDoesNothing(String word) {
        for (String path : List.of("/v1/admin/market", "/v1/admin/inventory/import")) {
            Refused.with(
                    exchange,
                    400,
                    "malformed",
                    word,
                    () -> exchange.send(exchange.request(path + "?dry_run=" + word, Exchange.OPERATOR)
                            .header("Content-Type", path.endsWith("import") ? "text/csv" : "application/json")
                            .method(path.endsWith("import") ? "POST" : "PUT", BodyPublishers.ofString("{}"))));
        }
        assertEquals(
                200,
                exchange.get("/v1/admin/verticals/insurance", Exchange.OPERATOR).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}}", "{\"price\":NaN}", "\u0000"})
    void anEntityThatIsNotJsonIsMalformed(String body) {
        Refused.with(exchange, 400, "malformed", body, () -> put("/v1/admin/orders/spare", body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\"}",
                "{\"buyer\":\"nobody\",\"campaign\":\"leads\",\"price\":1}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":-1,\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1e999,\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":\"x\",\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"color\":1,\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"price\":2,\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"deliver\":{\"url\":\"file:///etc/passwd\"}}",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"filter\":{\"all\":[{\"field\":\"shoe\",\"is\":1}]},\"deliver\":{\"url\":\"http://x.example\"}}"
            })
    void anOrderThatIsWrongSaysWhere(String body) {
        Exchange.Answer answer = put("/v1/admin/orders/spare", body);
        assertEquals(422, answer.status(), answer::text);
        assertEquals("fields_invalid", answer.json().path("code").asText());
        assertFalse(answer.json().path("errors").isEmpty(), answer::text);
    }

    @Test
    void filtersAsDeepAsABodyHoldsBreakNothing() {
        String deep = "{\"not\":".repeat(20_000) + "{\"field\":\"age\",\"exists\":true}" + "}".repeat(20_000);
        Exchange.Answer answer = put(
                "/v1/admin/orders/spare",
                "{\"buyer\":\"north\",\"campaign\":\"leads\",\"price\":1,\"deliver\":{\"url\":\"http://x.example\"},\"filter\":"
                        + deep + "}");
        assertEquals(4, answer.status() / 100, answer::text);
        assertEquals(200, exchange.get("/healthz", "").status());
    }

    @Test
    void aWholeMarketIsCheckedBeforeItIsTaken() {
        Exchange.Answer market = exchange.get("/v1/admin/market", Exchange.OPERATOR);
        assertEquals(200, market.status());
        assertEquals(
                "application/yaml",
                exchange.get("/v1/admin/market?format=yaml", Exchange.OPERATOR).type());
        Exchange.Answer same = exchange.send(
                "PUT",
                "/v1/admin/market?dry_run=true",
                Exchange.OPERATOR,
                "application/json",
                market.text().getBytes(StandardCharsets.UTF_8));
        assertEquals(0, same.json().path("changes").size(), same::text);
        byte[] other = market.text().replace("\"Acme\"", "\"Acme Two\"").getBytes(StandardCharsets.UTF_8);
        Exchange.Answer dry =
                exchange.send("PUT", "/v1/admin/market?dry_run=true", Exchange.OPERATOR, "application/json", other);
        assertEquals(1, dry.json().path("changes").size(), dry::text);
        assertEquals(
                "Acme",
                exchange.get("/v1/admin/sellers/acme", Exchange.OPERATOR)
                        .json()
                        .path("name")
                        .asText());
        for (String bad : List.of("currency: USD\n  x: [", "\t", "{", "a: &x [*x]", "\u0000")) {
            Exchange.Answer answer = exchange.send(
                    "PUT",
                    "/v1/admin/market",
                    Exchange.OPERATOR,
                    "application/yaml",
                    bad.getBytes(StandardCharsets.UTF_8));
            assertEquals(4, answer.status() / 100, bad + " " + answer.text());
        }
        Refused.with(
                exchange,
                413,
                "too_large",
                "100,001 bytes",
                () -> exchange.send(
                        "PUT", "/v1/admin/market", Exchange.OPERATOR, "application/yaml", new byte[100_001]));
        Refused.with(
                exchange,
                415,
                "unsupported_type",
                "xml",
                () -> exchange.send("PUT", "/v1/admin/market", Exchange.OPERATOR, "text/xml", new byte[1]));
    }

    @Test
    void aKeyIsShownOnceAndStopsWorkingWhenRevoked() {
        Exchange.Answer made = exchange.post(
                "/v1/admin/keys", Exchange.OPERATOR, "{\"role\":\"seller\",\"owner\":\"acme\",\"label\":\"test\"}");
        assertEquals(201, made.status(), made::text);
        String key = made.json().path("key").asText();
        String ping = "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34}}";
        assertEquals(200, exchange.post("/v1/pings", key, ping).status());
        assertFalse(exchange.get("/v1/admin/keys", Exchange.OPERATOR).text().contains(key));
        String path = "/v1/admin/keys/" + made.json().path("id").asText();
        assertEquals(204, exchange.send("DELETE", path, Exchange.OPERATOR).status());
        Refused.with(exchange, 401, "unauthorized", "revoked", () -> exchange.post("/v1/pings", key, ping));
        Refused.with(exchange, 404, "not_found", "again", () -> exchange.send("DELETE", path, Exchange.OPERATOR));
        for (String bad : List.of(
                "{}",
                "{\"role\":\"king\"}",
                "{\"role\":\"seller\"}",
                "{\"role\":\"seller\",\"owner\":\"nobody\"}",
                "{\"role\":7}",
                "{\"role\":\"operator\",\"color\":1}",
                "{\"role\":\"operator\",\"label\":7}")) {
            Refused.with(
                    exchange,
                    422,
                    "fields_invalid",
                    bad,
                    () -> exchange.post("/v1/admin/keys", Exchange.OPERATOR, bad));
        }
        Refused.with(exchange, 400, "malformed", "none", () -> exchange.post("/v1/admin/keys", Exchange.OPERATOR, ""));
    }

    @Test
    void aPaymentIsAnAmountOfMoneyAndBookedOnceForItsKey() {
        String path = "/v1/admin/buyers/north/payments";
        for (String bad : List.of("0", "1e999", "0.0000001", "\"x\"", "[]", "null", "9223372036854775807")) {
            Refused.fields(
                    exchange, "amount", bad, () -> exchange.post(path, Exchange.OPERATOR, "{\"amount\":" + bad + "}"));
        }
        Refused.fields(
                exchange,
                "note",
                "a number",
                () -> exchange.post(path, Exchange.OPERATOR, "{\"amount\":1,\"note\":7}"));
        Refused.with(
                exchange,
                404,
                "not_found",
                "nobody",
                () -> exchange.post("/v1/admin/buyers/nobody/payments", Exchange.OPERATOR, "{\"amount\":1}"));
        String first = "";
        for (int i = 0; i < 3; i++) {
            Exchange.Answer paid = exchange.send(exchange.request(path, Exchange.OPERATOR)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "wire-17")
                    .POST(BodyPublishers.ofString("{\"amount\":17.170001,\"note\":\"wire 17\"}")));
            assertEquals(201, paid.status(), paid::text);
            assertEquals(i == 0 ? paid.text() : first, paid.text());
            first = paid.text();
        }
        Exchange.until(
                "booked",
                () -> exchange.get("/v1/buyer/statement", Exchange.NORTH).text().contains("wire 17"));
        assertEquals(
                1, exchange.get("/v1/buyer/statement", Exchange.NORTH).text().split("wire 17", -1).length - 1);
    }

    @Test
    void anyListOfPersonsCanBeChanged() {
        for (String scope : List.of("all", "seller/acme", "campaign/calls", "buyer/north")) {
            String path = "/v1/admin/suppressions/" + scope;
            assertEquals(
                    200,
                    exchange.post(path, Exchange.OPERATOR, "{\"phones\":[\"+12135550199\"]}")
                            .status());
            assertEquals(
                    200,
                    exchange.send("DELETE", path + "?all=true", Exchange.OPERATOR)
                            .status());
        }
        for (String scope : List.of("seller/nobody", "king/acme")) {
            Refused.with(
                    exchange,
                    404,
                    "not_found",
                    scope,
                    () -> exchange.post("/v1/admin/suppressions/" + scope, Exchange.OPERATOR, "{}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday", "to=2026-13-01", "from=-1", "by=spoon", "by=hour,day", "by=seller,seller",
                        "tz=Mars/Base",
                "format=xml", "product=spoon", "seller=nobody", "campaign=nobody", "buyer=nobody", "from=%00", "by=%ff"
            })
    void aReportsParametersAreChecked(String query) {
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                query,
                () -> exchange.get("/v1/reports/pnl?" + query, Exchange.OPERATOR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "after=!",
                "after=zzzzzzzzzzzzz",
                "reason=spoon",
                "campaign=nobody",
                "from=x"
            })
    void aListsParametersAreChecked(String query) {
        for (String list : List.of("/v1/pings?", "/v1/leads?")) {
            Refused.with(exchange, 422, "fields_invalid", query, () -> exchange.get(list + query, Exchange.OPERATOR));
        }
    }

    @Test
    void signingSecretsAreIssuedAndDeadLettersListed() {
        Exchange.Answer issued = exchange.send("POST", "/v1/admin/buyers/north/signing-secret", Exchange.OPERATOR);
        assertEquals(201, issued.status(), issued::text);
        Refused.with(
                exchange,
                404,
                "not_found",
                "nobody",
                () -> exchange.send("POST", "/v1/admin/buyers/nobody/signing-secret", Exchange.OPERATOR));
        String path = "/v1/admin/webhooks/dead-letters";
        assertEquals(200, exchange.get(path, Exchange.OPERATOR).status());
        assertEquals(
                202, exchange.post(path + "/resend", Exchange.OPERATOR, "{}").status());
        Refused.with(
                exchange,
                404,
                "not_found",
                "no letter",
                () -> exchange.post(path + "/7/resend", Exchange.OPERATOR, "{}"));
        Refused.with(exchange, 400, "malformed", "limit", () -> exchange.get(path + "?limit=0", Exchange.OPERATOR));
    }

    @Test
    void reportsListsAndPagesAreAsDocumented() {
        exchange.accepted(Exchange.ACME, "leads");
        for (String path : List.of(
                "/v1/reports/pnl",
                "/v1/reports/pnl?by=seller,buyer,campaign,source,hour&tz=America/New_York",
                "/v1/reports/pnl?by=day&format=csv&product=lead",
                "/v1/pings?limit=3",
                "/v1/pings?reason=accepted",
                "/v1/leads?limit=1000",
                "/metrics")) {
            assertEquals(200, exchange.get(path, Exchange.OPERATOR).status(), path);
        }
        assertEquals(200, exchange.get("/v1/pings", Exchange.ACME).status());
        assertEquals(200, exchange.get("/v1/leads", Exchange.ACME).status());
        for (String path : List.of("/docs", "/healthz", "/readyz", "/openapi.json")) {
            assertEquals(200, exchange.get(path, "").status(), path);
        }
        Refused.with(exchange, 404, "not_found", "no route", () -> exchange.get("/v2", ""));
        Refused.with(
                exchange, 405, "method_not_allowed", "PUT", () -> exchange.send("PUT", "/v1/pings", Exchange.ACME));
        Refused.with(
                exchange,
                404,
                "not_found",
                "erase nobody",
                () -> exchange.send("DELETE", "/v1/admin/leads/0000000000001/personal", Exchange.OPERATOR));
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "events",
                () -> exchange.send(exchange.request("/v1/events", Exchange.OPERATOR)
                        .header("Last-Event-ID", "x")
                        .GET()));
    }

    private Exchange.Answer put(String path, String body) {
        return exchange.send("PUT", path, Exchange.OPERATOR, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}

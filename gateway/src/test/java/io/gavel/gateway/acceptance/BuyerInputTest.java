package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What buyers send with their own key: their orders, leads, returns, statement and suppressions. */
@ExtendWith(Exchange.Shared.class)
class BuyerInputTest {
    private static final String LEAD = "{\"campaign\":\"fixed\",\"fields\":{\"zip\":\"90210\",\"age\":34,"
            + "\"phone\":\"+12135550123\",\"email\":\"a@b.example\"}}";

    private final Exchange exchange;

    BuyerInputTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void aLeadIsSeenReturnedOnceAndOnItsBuyersStatement() {
        String leadId = exchange.post("/v1/leads", Exchange.ACME, LEAD)
                .json()
                .path("lead_id")
                .asText();
        Exchange.until(
                "bought",
                () -> exchange.get("/v1/buyer/leads", Exchange.SOUTH).text().contains(leadId));
        assertFalse(exchange.get("/v1/buyer/leads", Exchange.NORTH).text().contains(leadId));
        String body = "{\"lead_id\":\"" + leadId + "\",\"reason\":\"disconnected\"}";
        Refused.with(
                exchange,
                404,
                "not_found",
                "another's",
                () -> exchange.post("/v1/buyer/returns", Exchange.NORTH, body));
        assertEquals(
                200, exchange.post("/v1/buyer/returns", Exchange.SOUTH, body).status());
        Refused.with(
                exchange,
                409,
                "not_returnable",
                "again",
                () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, body));
        Exchange.until(
                "on the statement",
                () -> exchange.get("/v1/buyer/statement", Exchange.SOUTH).text().contains("\"kind\":\"return\""));
        assertEquals(
                "text/csv; charset=utf-8",
                exchange.get("/v1/buyer/statement?format=csv", Exchange.SOUTH).type());
        assertEquals(
                200,
                exchange.get("/v1/seller/statement?tz=America/New_York", Exchange.ACME)
                        .status());
        Exchange.Answer again = exchange.get("/v1/leads/" + leadId, Exchange.ACME);
        assertEquals("sold", again.json().path("status").asText(), again::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "7",
                "{\"lead_id\":\"x\"",
                "{\"lead_id\":\"x\"}{}",
                "{\"reason\":\"a\",\"reason\":\"b\"}"
            })
    void aReturnThatIsNoJsonObjectIsMalformed(String body) {
        Refused.with(exchange, 400, "malformed", body, () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, body));
    }

    @Test
    void aReturnThatIsWrongSaysWhere() {
        String leadId = exchange.accepted(Exchange.ACME, "leads");
        Refused.fields(exchange, "lead_id", "none", () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, "{}"));
        Refused.fields(
                exchange, "lead_id", "7", () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, "{\"lead_id\":7}"));
        Refused.fields(
                exchange,
                "color",
                "unknown",
                () -> exchange.post(
                        "/v1/buyer/returns", Exchange.SOUTH, "{\"lead_id\":\"" + leadId + "\",\"color\":{}}"));
        Refused.fields(
                exchange,
                "reason",
                "long",
                () -> exchange.post(
                        "/v1/buyer/returns",
                        Exchange.SOUTH,
                        "{\"lead_id\":\"0000000000001\",\"reason\":\"" + "x".repeat(201) + "\"}"));
        Refused.with(
                exchange,
                404,
                "not_found",
                "unknown",
                () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, "{\"lead_id\":\"" + leadId + "\"}"));
        String deep = "[".repeat(20_000);
        Refused.with(
                exchange,
                400,
                "malformed",
                "deep",
                () -> exchange.post("/v1/buyer/returns", Exchange.SOUTH, "{\"color\":" + deep));
        Refused.with(
                exchange, 403, "forbidden", "a seller", () -> exchange.post("/v1/buyer/returns", Exchange.ACME, "{}"));
    }

    @Test
    void anOrderIsChangedWithinTheOperatorsLimitsOnly() {
        assertEquals(200, exchange.get("/v1/buyer/orders", Exchange.SOUTH).status());
        String path = "/v1/buyer/orders/fixed";
        Exchange.Answer order = exchange.get(path, Exchange.SOUTH);
        assertEquals("\"" + order.json().path("etag").asText().replace("\"", "") + "\"", order.header("etag"));
        assertEquals(200, patch(path, "{\"price\":12.50}", Exchange.SOUTH).status());
        for (String bad : List.of("4.99", "20.01", "-1", "1e1", "1e999", "\"x\"", "[]", "{}", "true", "0.0000001")) {
            Refused.with(
                    exchange, 422, "fields_invalid", bad, () -> patch(path, "{\"price\":" + bad + "}", Exchange.SOUTH));
        }
        for (String bad : List.of(
                "{\"buyer\":\"north\"}",
                "{\"deliver\":{\"url\":\"http://x.example\"}}",
                "{\"enabled\":\"yes\"}",
                "{\"caps\":[{\"count\":-1,\"per\":\"day\"}]}",
                "{\"caps\":[{\"count\":1,\"per\":\"decade\"}]}",
                "{\"hours\":[{\"days\":\"mon-fri\",\"from\":\"25:00\",\"to\":\"18:00\"}]}",
                "{\"hours\":7}")) {
            Refused.with(exchange, 422, "fields_invalid", bad, () -> patch(path, bad, Exchange.SOUTH));
        }
        for (String bad : List.of("", "[]", "7", "{", "{\"enabled\":true}}", "[".repeat(50_000))) {
            Refused.with(exchange, 400, "malformed", bad, () -> patch(path, bad, Exchange.SOUTH));
        }
        Refused.with(exchange, 404, "not_found", "another's", () -> patch(path, "{\"enabled\":true}", Exchange.NORTH));
        Refused.with(exchange, 404, "not_found", "another's", () -> exchange.get(path, Exchange.NORTH));
        Refused.with(
                exchange,
                412,
                "precondition_failed",
                "an old ETag",
                () -> exchange.send(exchange.request(path, Exchange.SOUTH)
                        .header("If-Match", "\"0\"")
                        .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"enabled\":true}"))));
    }

    @Test
    void personsAreSuppressedInClearOrAsHashesAndNothingElse() {
        String hash = "a".repeat(64);
        String path = "/v1/buyer/suppressions";
        Exchange.Answer added = exchange.post(
                path,
                Exchange.NORTH,
                "{\"phones\":[\"+12135550177\"],\"emails\":[\"x@y.example\"],\"phone_hashes\":[\"" + hash + "\"]}");
        assertEquals(3, added.json().path("added").asInt(), added::text);
        assertEquals(
                3,
                exchange.send("DELETE", path + "?all=true", Exchange.NORTH)
                        .json()
                        .path("removed")
                        .asInt());
        for (String bad : List.of(
                "{\"phones\":[\"nobody\"]}",
                "{\"phones\":\"+12135550177\"}",
                "{\"phone_hashes\":[\"xyz\"]}",
                "{\"emails\":[7]}",
                "{\"names\":[\"x\"]}")) {
            Refused.with(exchange, 422, "fields_invalid", bad, () -> exchange.post(path, Exchange.NORTH, bad));
        }
        for (String bad : List.of("", " ", "[", "{\"phones\":[")) {
            Refused.with(exchange, 400, "malformed", bad, () -> exchange.post(path, Exchange.NORTH, bad));
        }
        Refused.with(
                exchange,
                413,
                "too_large",
                "5,000 bytes",
                () -> exchange.post(path, Exchange.NORTH, " ".repeat(5_000)));
        Refused.with(
                exchange,
                415,
                "unsupported_type",
                "xml",
                () -> exchange.send("POST", path, Exchange.NORTH, "text/xml", "<a/>".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                200,
                exchange.send(
                                "POST",
                                "/v1/suppressions",
                                Exchange.ACME,
                                "text/csv",
                                ("phone_hash\n" + hash + "\n").getBytes(StandardCharsets.UTF_8))
                        .status());
    }

    private Exchange.Answer patch(String path, String body, String key) {
        return exchange.send("PATCH", path, key, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}

package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/posts} and what can be asked of pings and leads afterwards: whose they are, and what is wrong with them. */
@ExtendWith(Exchange.Shared.class)
class PostInputTest {
    private static final String FIELDS =
            "\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"+12135550123\",\"email\":\"a@b.example\"}}";

    private final Exchange exchange;

    PostInputTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void aRecentPingOfAnotherSellerIsNoneWhateverElseIsWrong() {
        String pingId = exchange.accepted(Exchange.OTHER, "leads");
        for (String rest : new String[] {
            FIELDS, "\"fields\":{\"zip\":7}}", "\"fields\":{}}", "\"bid_ids\":[\"x\"]," + FIELDS, "\"fields\":7}"
        }) {
            String body = "{\"ping_id\":\"" + pingId + "\"," + rest;
            Refused.with(exchange, 404, "not_found", body, () -> exchange.post("/v1/posts", Exchange.ACME, body));
        }
        assertEquals(
                "sold",
                exchange.post("/v1/posts", Exchange.OTHER, "{\"ping_id\":\"" + pingId + "\"," + FIELDS)
                        .json()
                        .path("status")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0000000000001", "zzzzzzzzzzzzz", "x", "-1", "0", "../../etc/passwd", "99999999999999999999999"})
    void anUnknownPingIsNotFound(String id) {
        Refused.with(
                exchange,
                404,
                "not_found",
                id,
                () -> exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + id + "\"," + FIELDS));
        String escaped = id.replace("/", "%2F");
        Refused.with(exchange, 404, "not_found", id, () -> exchange.get("/v1/pings/" + escaped, Exchange.ACME));
        Refused.with(exchange, 404, "not_found", id, () -> exchange.get("/v1/leads/" + escaped, Exchange.ACME));
    }

    @Test
    void whatIsWrongWithAPostIsNamed() {
        String pingId = exchange.accepted(Exchange.ACME, "leads");
        String ping = "{\"ping_id\":\"" + pingId + "\",";
        Refused.fields(exchange, "ping_id", "none", () -> exchange.post("/v1/posts", Exchange.ACME, "{" + FIELDS));
        Refused.fields(
                exchange,
                "ping_id",
                "a number",
                () -> exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":7," + FIELDS));
        Refused.fields(
                exchange,
                "fields.phone",
                "no phone",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"fields\":{\"zip\":\"90210\",\"age\":34}}"));
        Refused.fields(
                exchange,
                "fields",
                "no fields",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"bid_ids\":[]}"));
        Refused.fields(
                exchange,
                "bid_ids",
                "a text",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"bid_ids\":\"x\"," + FIELDS));
        Refused.fields(
                exchange,
                "bid_ids[0]",
                "a number",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"bid_ids\":[7]," + FIELDS));
        Refused.fields(
                exchange,
                "bid_ids[0]",
                "another ping's",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"bid_ids\":[\"0000000000001-1\"]," + FIELDS));
        Refused.with(
                exchange,
                422,
                "unknown_bid",
                "none that was offered",
                () -> exchange.post(
                        "/v1/posts", Exchange.ACME, ping + "\"bid_ids\":[\"" + pingId + "-zz\"]," + FIELDS));
        Refused.fields(
                exchange,
                "campaign",
                "no key of a post",
                () -> exchange.post("/v1/posts", Exchange.ACME, ping + "\"campaign\":\"leads\"," + FIELDS));
        Exchange.Answer changed =
                exchange.post("/v1/posts", Exchange.ACME, ping + FIELDS.replace("\"age\":34", "\"age\":35"));
        assertEquals("fields_changed", changed.json().path("reason").asText(), changed::text);
    }

    @Test
    void aPingAndALeadAreTheirSellersAndOperatorsOnly() {
        String pingId = exchange.accepted(Exchange.ACME, "leads");
        Exchange.Answer sold = exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + pingId + "\"," + FIELDS);
        assertEquals("sold", sold.json().path("status").asText(), sold::text);
        String leadId = sold.json().path("lead_id").asText();
        Exchange.until(
                "the lead is kept",
                () -> exchange.get("/v1/leads/" + leadId, Exchange.ACME).status() == 200);
        Exchange.Answer again = exchange.get("/v1/leads/" + leadId, Exchange.ACME);
        assertEquals(sold.json(), again.json());
        assertEquals(200, exchange.get("/v1/leads/" + leadId, Exchange.OPERATOR).status());
        assertEquals(200, exchange.get("/v1/pings/" + pingId, Exchange.OPERATOR).status());
        Refused.with(exchange, 404, "not_found", "lead", () -> exchange.get("/v1/leads/" + leadId, Exchange.OTHER));
        Refused.with(exchange, 404, "not_found", "ping", () -> exchange.get("/v1/pings/" + pingId, Exchange.OTHER));
        Refused.with(exchange, 403, "forbidden", "buyer", () -> exchange.get("/v1/leads/" + leadId, Exchange.NORTH));
        Refused.with(
                exchange,
                403,
                "forbidden",
                "explain",
                () -> exchange.get("/v1/pings/" + pingId + "/explain", Exchange.ACME));
        Exchange.Answer second = exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + pingId + "\"," + FIELDS);
        assertEquals("already_posted", second.json().path("reason").asText(), second::text);
        assertEquals(leadId, second.json().path("lead_id").asText());
    }

    @Test
    void aRefusedAndAnUnknownDeliveryAreAnsweredAsDocumented() {
        exchange.buyer.delivery = "{\"status\":\"refused\",\"reason\":\"bad number\"}";
        try {
            Exchange.Answer unsold = exchange.post("/v1/leads", Exchange.ACME, "{\"campaign\":\"fixed\"," + FIELDS);
            assertEquals("refused_by_buyer", unsold.json().path("reason").asText(), unsold::text);
        } finally {
            exchange.buyer.delivery = "{\"status\":\"accepted\",\"reference\":\"r-1\"}";
        }
    }

    @Test
    void everyKindOfOrderIsExplainedAsDocumented() {
        String pingId = exchange.accepted(Exchange.ACME, "leads");
        Exchange.until(
                "explained",
                () -> exchange.get("/v1/pings/" + pingId + "/explain", Exchange.OPERATOR)
                                .status()
                        == 200);
        Exchange.Answer explained = exchange.get("/v1/pings/" + pingId + "/explain", Exchange.OPERATOR);
        assertEquals("filtered", outcome(explained, "young"), explained::text);
        assertEquals("disabled", outcome(explained, "off"), explained::text);
        assertEquals("won", outcome(explained, "asked"), explained::text);
    }

    @Test
    void aTestPingAsksOnlyWhoOptedIn() {
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"test\":true,\"fields\":{\"zip\":\"90210\",\"age\":34}}");
        String pingId = ping.json().path("ping_id").asText();
        Exchange.until(
                "explained",
                () -> exchange.get("/v1/pings/" + pingId + "/explain", Exchange.OPERATOR)
                                .status()
                        == 200);
        assertEquals(
                "not_asked", outcome(exchange.get("/v1/pings/" + pingId + "/explain", Exchange.OPERATOR), "asked"));
        Exchange.Answer post = exchange.post("/v1/posts", Exchange.ACME, "{\"ping_id\":\"" + pingId + "\"," + FIELDS);
        assertEquals("test", post.json().path("reason").asText(), post::text);
    }

    private static String outcome(Exchange.Answer explained, String order) {
        for (var each : explained.json().path("orders")) {
            if (each.path("order").asText().equals(order)) {
                return each.path("outcome").asText();
            }
        }
        return "";
    }
}

package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of leads, who may say so, and what scores make of it. */
@ExtendWith(Exchange.Shared.class)
class OutcomeTest {
    private static final String PATH = "/v1/outcomes";

    private final Exchange exchange;

    OutcomeTest(Exchange exchange) {
        this.exchange = exchange;
    }

    private String sold(int age) {
        String body = "{\"campaign\":\"fixed\",\"source\":\"outcomes\",\"fields\":{\"zip\":\"90210\",\"age\":" + age
                + ",\"phone\":\"+12135550123\",\"email\":\"a@b.example\"}}";
        Exchange.Answer lead = exchange.post("/v1/leads", Exchange.ACME, body);
        assertEquals("sold", lead.json().path("status").asText(), lead::text);
        return lead.json().path("lead_id").asText();
    }

    private static String says(String leadId, String disposition) {
        return "{\"lead_id\":\"" + leadId + "\",\"disposition\":\"" + disposition + "\"}";
    }

    @Test
    void outcomesTeachScoresThatRecordsAndExplanationsShow() {
        for (int i = 0; i < 16; i++) {
            exchange.post(PATH, Exchange.OPERATOR, says(sold(70), "unreachable"));
            exchange.post(PATH, Exchange.SOUTH, says(sold(20), "converted"));
        }
        JsonNode told = exchange.get("/v1/scores/insurance", Exchange.OPERATOR).json();
        assertEquals("ready", told.path("status").asText(), told::toString);
        assertTrue(told.path("outcomes").path("bad").asInt() >= 16, told::toString);

        String leadId = sold(70);
        String list = "/v1/leads?limit=50";
        Exchange.until(
                "scored",
                () -> lead(exchange.get(list, Exchange.OPERATOR).json(), leadId)
                        .path("score")
                        .has("value"));
        JsonNode bad = lead(exchange.get(list, Exchange.OPERATOR).json(), leadId);
        assertTrue(bad.path("score").path("value").asDouble() < 0.9, bad::toString);
        assertFalse(bad.path("score").path("reasons").isEmpty(), bad::toString);
        JsonNode own = lead(exchange.get(list, Exchange.ACME).json(), leadId);
        assertFalse(own.has("score"), "sellers do not see scores");

        String ping = bad.path("ping_id").asText();
        Exchange.Answer explained = exchange.get("/v1/pings/" + ping + "/explain", Exchange.OPERATOR);
        assertTrue(explained.json().path("score").has("value"), explained::text);
        assertTrue(told.path("stages").isArray());
    }

    private static JsonNode lead(JsonNode list, String leadId) {
        for (JsonNode item : list.path("items")) {
            if (item.path("lead_id").asText().equals(leadId)) {
                return item;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void theLastWordCountsAndTheSameTwiceIsNoNews() {
        String leadId = sold(40);
        assertTrue(learned(exchange.post(PATH, Exchange.SOUTH, says(leadId, "fraud"))));
        assertFalse(learned(exchange.post(PATH, Exchange.SOUTH, says(leadId, "bad"))));
        assertTrue(learned(exchange.post(PATH, Exchange.SOUTH, says(leadId, "converted"))));
        Exchange.until(
                "noted",
                () -> lead(exchange.get("/v1/leads?limit=50", Exchange.OPERATOR).json(), leadId)
                                .path("outcomes")
                                .size()
                        == 3);
    }

    private static boolean learned(Exchange.Answer answer) {
        assertEquals(200, answer.status(), answer::text);
        return answer.json().path("learned").asBoolean();
    }

    @Test
    void aBuyerSpeaksOfItsOwnLeadsOnly() {
        String body = says(sold(41), "bad");
        Refused.with(exchange, 404, "not_found", "another's", () -> exchange.post(PATH, Exchange.NORTH, body));
        Refused.with(exchange, 403, "forbidden", "a seller", () -> exchange.post(PATH, Exchange.ACME, body));
        Refused.with(exchange, 401, "unauthorized", "nobody", () -> exchange.post(PATH, "", body));
        Refused.with(
                exchange,
                403,
                "forbidden",
                "a buyer asks for figures",
                () -> exchange.get("/v1/scores/insurance", Exchange.SOUTH));
        Refused.with(
                exchange, 404, "not_found", "no vertical", () -> exchange.get("/v1/scores/nothing", Exchange.OPERATOR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "7", "{\"lead_id\":\"x\"", "{\"disposition\":\"a\",\"disposition\":\"b\"}"})
    void anOutcomeThatIsNoJsonObjectIsMalformed(String body) {
        Refused.with(exchange, 400, "malformed", body, () -> exchange.post(PATH, Exchange.SOUTH, body));
    }

    @Test
    void anOutcomeNamesALeadOrACallAndOneOfTheWords() {
        String id = sold(42);
        for (List<String> wrong : List.of(
                List.of("lead_id", "{\"disposition\":\"bad\"}"),
                List.of("lead_id", "{\"lead_id\":\"7 7\",\"disposition\":\"bad\"}"),
                List.of("lead_id", "{\"lead_id\":7,\"disposition\":\"bad\"}"),
                List.of("call_id", "{\"lead_id\":\"" + id + "\",\"call_id\":\"" + id + "\",\"disposition\":\"bad\"}"),
                List.of("disposition", says(id, "splendid")),
                List.of("disposition", "{\"lead_id\":\"" + id + "\"}"),
                List.of("note", "{\"lead_id\":\"" + id + "\",\"disposition\":\"bad\",\"note\":\"Mr. X\"}"))) {
            Refused.fields(
                    exchange, wrong.get(0), wrong.get(1), () -> exchange.post(PATH, Exchange.SOUTH, wrong.get(1)));
        }
    }
}

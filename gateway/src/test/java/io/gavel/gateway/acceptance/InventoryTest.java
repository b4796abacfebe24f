package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers come in, are given to pools and campaigns, rest, and go. */
@ExtendWith(Exchange.Shared.class)
class InventoryTest {
    private static final String PATH = "/v1/admin/inventory";

    private final Exchange exchange;

    InventoryTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void aFileBringsNumbersWhateverTheyAreWrittenLikeAndComesOutAgain() {
        String file = "\ufeffNumber,carrier,monthly_fee,per_minute,since\r\n"
                + "(253) 555-0101,,1.15,0.0085,2026-11-01\n"
                + "\"1-253-555-0102\",,1.15,0.0085,\r\n\r\n"
                + "'+12535550103,,,,\n";

        JsonNode dry = bring("?dry_run=true", file);
        assertEquals(3, dry.path("added").asInt());
        assertTrue(dry.path("dry_run").asBoolean());
        assertEquals(0, list("?area_code=253").size());
        JsonNode brought = bring("", file);
        assertEquals("3 3 0", brought.path("rows") + " " + brought.path("added") + " " + brought.path("changed"));

        JsonNode first = number("+12535550101");
        assertEquals("available", first.path("state").asText());
        assertEquals("1.15", first.path("monthly_fee").asText());
        assertEquals("0.0085", first.path("per_minute").asText());
        assertEquals("2026-11-01", first.path("since").asText());
        Exchange.Answer all = exchange.get(PATH + ".csv", Exchange.OPERATOR);
        assertTrue(all.text().startsWith("number,state,pool,campaign,"));
        assertTrue(all.text().contains("\r\n+12535550101,available,,,,,,1.15,0.0085,2026-11-01,\r\n"));
        JsonNode again = bring("", all.text());
        assertEquals("0 0", again.path("added") + " " + again.path("changed"), "what came out goes in as it is");
    }

    @Test
    void aNumberGoesToACampaignRestsAndIsAvailableAgain() {
        bring("", "number\n+12065550111\n");

        JsonNode assigned =
                step("+12065550111", "assign", "{\"campaign\":\"calls\",\"source\":\"billboard\",\"seller\":\"acme\"}");
        assertEquals("static", assigned.path("state").asText());
        assertEquals("billboard", assigned.path("source").asText());
        Refused.with(
                exchange,
                409,
                "number_static",
                "assigned twice",
                () -> post("+12065550111", "assign", "{\"pool\":\"web\"}"));
        JsonNode released = step("+12065550111", "release", "{\"quarantine_s\":86400}");
        assertEquals("quarantined", released.path("state").asText());
        assertEquals("calls", released.path("campaign").asText(), "who calls it now is still answered");
        Refused.with(
                exchange,
                409,
                "number_quarantined",
                "not yet",
                () -> post("+12065550111", "assign", "{\"pool\":\"web\"}"));

        bring("", "number\n+12065550112\n");
        step("+12065550112", "assign", "{\"campaign\":\"calls\"}");
        JsonNode free = step("+12065550112", "release", "{\"quarantine_s\":0}");
        assertEquals("available", free.path("state").asText());
        assertFalse(free.has("campaign"));
    }

    @Test
    void aNumberMovesBetweenPoolsAndLeavesForGood() {
        exchange.send(
                "PUT",
                "/v1/admin/pools/inventory-a",
                Exchange.OPERATOR,
                "application/json",
                "{\"campaign\":\"calls\",\"numbers\":[\"+12065550120\"]}".getBytes(StandardCharsets.UTF_8));
        exchange.send(
                "PUT",
                "/v1/admin/pools/inventory-b",
                Exchange.OPERATOR,
                "application/json",
                "{\"campaign\":\"calls\",\"numbers\":[\"+12065550121\"]}".getBytes(StandardCharsets.UTF_8));
        bring("", "number,pool\n+12065550122,inventory-a\n+12065550123,inventory-a\n");
        assertEquals("in_pool", number("+12065550122").path("state").asText());
        assertEquals(2, list("?pool=inventory-a").size());

        assertEquals(
                "inventory-b",
                step("+12065550122", "move", "{\"pool\":\"inventory-b\"}")
                        .path("pool")
                        .asText());
        JsonNode resting = step("+12065550122", "release", "{}");
        assertEquals("quarantined", resting.path("state").asText());
        assertEquals("inventory-b", resting.path("pool").asText());
        JsonNode pool =
                exchange.get("/v1/admin/pools/inventory-b", Exchange.OPERATOR).json();
        assertEquals("[\"+12065550121\"]", pool.path("numbers").toString());
        assertEquals("[\"+12065550122\"]", pool.path("retiring").toString());

        assertEquals(
                "ported_out", step("+12065550123", "port-out", "").path("state").asText());
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "gone",
                () -> exchange.send(
                        "PUT",
                        "/v1/admin/pools/inventory-a",
                        Exchange.OPERATOR,
                        "application/json",
                        "{\"campaign\":\"calls\",\"numbers\":[\"+12065550120\",\"+12065550123\"]}"
                                .getBytes(StandardCharsets.UTF_8)));
        Refused.with(
                exchange,
                409,
                "number_ported_out",
                "gone",
                () -> post("+12065550123", "assign", "{\"campaign\":\"calls\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|{\"pool\":\"web\",\"campaign\":\"calls\"}",
                "''|{}",
                "''|{\"pool\":\"nowhere\"}",
                "''|{\"pool\":5}",
                "''|{\"campaign\":\"leads\"}",
                "''|{\"campaign\":\"calls\",\"colour\":\"red\"}"
            })
    void aPlaceThatIsNoneIsRefused(String unused, String body) {
        bring("", "number\n+12065550131\n");
        Refused.with(exchange, 422, "fields_invalid", body, () -> post("+12065550131", "assign", body));
        assertEquals("available", number("+12065550131").path("state").asText());
    }

    @Test
    void aFileWithMistakesBringsNothingAndSaysThemAll() {
        Refused.with(exchange, 400, "malformed", "a column", () -> file("number,colour\n+12065550141,red\n"));
        Refused.with(exchange, 400, "malformed", "a quote", () -> file("number\n\"+12065550141\n"));
        Exchange.Answer answer = file("number,monthly_fee\n+12065550141,x\nnothing,1\n+12065550142,1\n12065550142,1\n");
        assertEquals(422, answer.status(), answer::text);
        assertTrue(answer.text().contains("line 3") && answer.text().contains("line 5"), answer::text);
        answer = file("number,monthly_fee\n+12065550141,-1\n+12065550142,1\n");
        assertEquals(422, answer.status(), answer::text);
        assertEquals(
                0,
                list("?area_code=206&state=available").findValuesAsText("number").stream()
                        .filter(number -> number.startsWith("+1206555014"))
                        .count());
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "a key that is none",
                () -> post("+12065559999", "release", "{\"quarantine\":\"1d\"}"));
        Refused.with(exchange, 404, "not_found", "unknown", () -> post("+12065559999", "release", "{}"));
        Refused.with(
                exchange, 422, "fields_invalid", "state", () -> exchange.get(PATH + "?state=lost", Exchange.OPERATOR));
    }

    @Test
    void anOrderOfAProviderThatIsNotThereIsRefused() {
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "provider",
                () -> exchange.post(
                        PATH + "/orders",
                        Exchange.OPERATOR,
                        "{\"provider\":\"nobody\",\"numbers\":[\"+12065550151\"]}"));
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                "numbers",
                () -> exchange.post(PATH + "/orders", Exchange.OPERATOR, "{\"numbers\":[\"12\"]}"));
        Refused.with(exchange, 404, "not_found", "order", () -> exchange.get(PATH + "/orders/none", Exchange.OPERATOR));
        assertEquals(
                0,
                exchange.get(PATH + "/offers", Exchange.OPERATOR)
                        .json()
                        .path("items")
                        .size());
        Refused.with(
                exchange,
                502,
                "provider_failed",
                "no key",
                () -> exchange.get(PATH + "/offers?provider=telnyx&area_code=415", Exchange.OPERATOR));
    }

    @Test
    void anOrderThatTheFileCannotMeetFailsAndSaysSo() {
        Exchange.Answer taken = exchange.post(
                PATH + "/orders", Exchange.OPERATOR, "{\"numbers\":[\"(206) 555-0152\"],\"monthly_fee\":1.10}");
        assertEquals(202, taken.status(), taken::text);
        String order = PATH + "/orders/" + taken.json().path("order_id").asText();
        Exchange.until(
                "failed",
                () -> exchange.get(order, Exchange.OPERATOR)
                        .json()
                        .path("status")
                        .asText()
                        .equals("failed"));
        assertEquals(
                "[\"+12065550152\"]",
                exchange.get(order, Exchange.OPERATOR).json().path("refused").toString());
        assertTrue(exchange.get(PATH + "/orders", Exchange.OPERATOR)
                        .json()
                        .path("items")
                        .size()
                >= 1);
    }

    private JsonNode bring(String query, String file) {
        Exchange.Answer answer = exchange.send(
                "POST", PATH + "/import" + query, Exchange.OPERATOR, "text/csv", file.getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private Exchange.Answer file(String file) {
        return exchange.send(
                "POST", PATH + "/import", Exchange.OPERATOR, "text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode list(String query) {
        return exchange.get(PATH + query, Exchange.OPERATOR).json().path("items");
    }

    private JsonNode number(String number) {
        for (JsonNode item : list("?limit=1000")) {
            if (item.path("number").asText().equals(number)) {
                return item;
            }
        }
        throw new AssertionError("no " + number);
    }

    private Exchange.Answer post(String number, String step, String body) {
        return exchange.post(PATH + "/" + number.replace("+", "%2B") + "/" + step, Exchange.OPERATOR, body);
    }

    private JsonNode step(String number, String step, String body) {
        Exchange.Answer answer = post(number, step, body);
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }
}

package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasing a person by what is known of it. */
@ExtendWith(Exchange.Shared.class)
class ErasureTest {
    private final Exchange exchange;

    ErasureTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void allLeadsOfAPersonAreErasedAndACertificateSaysSo() {
        String byPhone = sold("(212) 555-0641", "someone@else.example");
        String byEmail = sold("+12125550642", "Gone@Person.example");
        String other = sold("+12125550643", "stays@person.example");
        Exchange.until(
                "all are seen",
                () -> !fields(other).isNull() && !fields(byPhone).isNull());

        JsonNode done = erased("{\"phone\":\"1-212-555-0641\",\"email\":\" gone@person.EXAMPLE\"}");

        JsonNode certificate = done.path("certificate");
        assertEquals(2, certificate.path("entries_erased").asInt(), certificate::toString);
        assertTrue(certificate.path("leads").toString().contains(byPhone), certificate::toString);
        assertTrue(certificate.path("leads").toString().contains(byEmail), certificate::toString);
        assertEquals(2, certificate.path("person").size());
        assertFalse(done.toString().toLowerCase(java.util.Locale.ROOT).contains("person.example"), done::toString);
        assertFalse(done.toString().contains("5550641"), done::toString);
        assertTrue(done.path("signature").asText().matches("v1,[A-Za-z0-9+/=]{44}"));
        assertTrue(fields(byPhone).isNull());
        assertTrue(fields(byEmail).isNull());
        assertFalse(fields(other).isNull());
        JsonNode again = erased("{\"phone\":\"+12125550641\"}").path("certificate");
        assertEquals(0, again.path("entries_erased").asInt(), again::toString);
        assertEquals(certificate.path("person").path(0), again.path("person").path(0));
        assertTrue(exchange.get("/v1/admin/erasures", Exchange.OPERATOR)
                        .json()
                        .path("items")
                        .size()
                >= 2);
    }

    /** One whose page's address had the e-mail, and one that a lead named. */
    @Test
    void visitsThatTellOfThePersonGoToo() {
        visit("https://site.example/?email=visit%40person.example");
        String named = visit("https://site.example/?gclid=abc");
        Exchange.Answer lead = exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"visit_id\":\"" + named + "\",\"fields\":{\"zip\":\"90210\",\"age\":34,"
                        + "\"phone\":\"+12125550644\",\"email\":\"visit@person.example\"}}");
        assertEquals("sold", lead.json().path("status").asText(), lead::text);

        JsonNode certificate = erased("{\"email\":\"visit@person.example\"}").path("certificate");

        assertEquals(1, certificate.path("entries_erased").asInt(), certificate::toString);
        assertEquals(2, certificate.path("visits_erased").asInt(), certificate::toString);
    }

    private String visit(String page) {
        Exchange.Answer visit = exchange.send(exchange.request("/v1/visits", "")
                .header("X-Forwarded-For", "192.0.2.201")
                .POST(BodyPublishers.ofString("{\"pool\":\"web\",\"landing_page\":\"" + page + "\"}")));
        assertEquals(200, visit.status(), visit::text);
        return visit.json().path("visit_id").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"phone\":\"12\"}",
                "{\"email\":\"nobody\"}",
                "{\"phone\":7}",
                "{\"phone\":null}",
                "{\"phone\":\"+12125550641\",\"name\":\"x\"}"
            })
    void whoIsNotNamedIsNotErased(String body) {
        Refused.with(
                exchange,
                422,
                "fields_invalid",
                body,
                () -> exchange.post("/v1/admin/erasures", Exchange.OPERATOR, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "000000000000000000000", "..%2F..%2Fvault%2Fheader"})
    void aCertificateThatIsNotThereIsNotFound(String id) {
        Refused.with(exchange, 404, "not_found", id, () -> exchange.get("/v1/admin/erasures/" + id, Exchange.OPERATOR));
    }

    private JsonNode erased(String body) {
        Exchange.Answer asked = exchange.post("/v1/admin/erasures", Exchange.OPERATOR, body);
        assertEquals(202, asked.status(), asked::text);
        JsonNode[] found = new JsonNode[1];
        Exchange.until("it is done", () -> {
            found[0] = exchange.get(asked.header("location"), Exchange.OPERATOR).json();
            return found[0].path("status").asText().equals("done");
        });
        return found[0];
    }

    private String sold(String phone, String email) {
        Exchange.Answer sold = exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"" + phone
                        + "\",\"email\":\"" + email + "\"}}");
        assertEquals("sold", sold.json().path("status").asText(), sold::text);
        return sold.json().path("lead_id").asText();
    }

    private JsonNode fields(String leadId) {
        for (JsonNode item : exchange.get("/v1/buyer/leads?limit=1000", Exchange.NORTH)
                .json()
                .path("items")) {
            if (item.path("lead_id").asText().equals(leadId)) {
                return item.path("fields");
            }
        }
        return com.fasterxml.jackson.databind.node.NullNode.getInstance();
    }
}

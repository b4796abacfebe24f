package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads that come with click ids or a visit are attributed: in filters, lists, reports and conversions; buyers are not told. */
@ExtendWith(Exchange.Shared.class)
class AttributionTest {
    private static final String FIELDS = "\"fields\":{\"zip\":\"90210\",\"phone\":\"+1213555%04d\"}";
    private static int phones = 2000;

    private final Exchange exchange;

    AttributionTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @BeforeEach
    void market() {
        put(
                "verticals/tracked",
                "{\"fields\":{\"zip\":{\"type\":\"zip\",\"required\":\"ping\"},\"keyword\":{\"type\":\"text\"},"
                        + "\"source\":{\"type\":\"enum\",\"values\":[\"google\",\"bing\"]},"
                        + "\"phone\":{\"type\":\"phone\",\"personal\":true}}}");
        put(
                "campaigns/tracked",
                "{\"vertical\":\"tracked\",\"product\":\"lead\",\"method\":\"ping_post\",\"deadline_ms\":2000,"
                        + "\"sellers\":[\"acme\"],\"conversion\":{\"name\":\"Sold\",\"value\":\"payout\"}}");
        put(
                "orders/tracked",
                "{\"buyer\":\"north\",\"campaign\":\"tracked\",\"price\":10.00,"
                        + "\"filter\":{\"all\":[{\"field\":\"source\",\"is\":\"google\"},{\"field\":\"keyword\",\"starts_with\":\"roof\"}]}}");
    }

    @Test
    void clickIdsOfALeadAreFieldsForFiltersAndConversions() {
        String lead =
                sell("\"tracking\":{\"landing_page\":\"https://s.example/roof?gclid=Click-1&keyword=roofing+near+me\","
                        + "\"referrer\":\"https://www.google.example/\",\"ad_user_data\":\"granted\"}");

        JsonNode listed = listed(lead);
        assertEquals("google", listed.path("source").asText(), "of the click, for nobody named another");
        assertEquals("Click-1", listed.at("/attribution/gclid").asText());
        assertEquals("roofing near me", listed.at("/attribution/keyword").asText());
        assertEquals(
                "https://www.google.example/",
                listed.at("/attribution/referrer").asText());
        String csv = exchange.get("/v1/conversions/google-ads.csv", Exchange.OPERATOR)
                .text();
        assertTrue(csv.matches("(?s).*\r\nClick-1,Sold,20[0-9: -]+\\+00:00,8(\\.00)?,USD\r\n.*"), csv);
        JsonNode bought =
                exchange.get("/v1/buyer/leads?limit=1", Exchange.NORTH).json().at("/items/0/fields");
        assertEquals("90210", bought.path("zip").asText());
        assertFalse(bought.toString().contains("Click-1"), bought::toString);
    }

    @Test
    void aVisitTellsWhereItsLeadCameFrom() {
        Exchange.Answer visit = exchange.post(
                "/v1/visits",
                "",
                "{\"pool\":\"busy\",\"visitor\":\"attributed\",\"ga_client_id\":\"1.2\",\"landing_page\":\"https://s.example/?wbraid=W-1&utm_source=google&utm_term=roofs\"}");
        assertEquals(200, visit.status(), visit::text);

        String lead = sell("\"visit_id\":\"" + visit.json().path("visit_id").asText()
                + "\",\"tracking\":{\"keyword\":\"roof repair\"}");

        JsonNode attribution = listed(lead).path("attribution");
        assertEquals("W-1", attribution.path("wbraid").asText());
        assertEquals("roof repair", attribution.path("keyword").asText(), "the seller's word goes before the visit's");
        assertEquals("1.2", attribution.path("ga_client_id").asText());
        String csv = exchange.get("/v1/conversions/google-ads.csv?click_ids=all", Exchange.OPERATOR)
                .text();
        assertTrue(csv.startsWith("Parameters:TimeZone=+0000\r\nGoogle Click ID,GBRAID,WBRAID,Conversion Name,"), csv);
        assertTrue(csv.contains("\r\n,,W-1,Sold,"), csv);
        assertFalse(exchange.get("/v1/conversions/google-ads.csv", Exchange.OPERATOR)
                .text()
                .contains("W-1"));
    }

    @Test
    void aVisitThatIsOverOrWasNeverCostsNoLead() {
        String fields = fields();
        Exchange.Answer answer = exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"tracked\",\"visit_id\":\"1234567890123-nothing\",\"tracking\":{\"gclid\":\"c\",\"keyword\":\"roof\"},"
                        + fields + "}");
        assertEquals("sold", answer.json().path("status").asText(), answer::text);
    }

    @Test
    void aPingIsAttributedToo() {
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"tracked\",\"fields\":{\"zip\":\"90210\"},\"tracking\":{\"gclid\":\"P-1\",\"keyword\":\"roof\"}}");
        assertEquals("accepted", ping.json().path("status").asText(), ping::text);
        Exchange.Answer post = exchange.post(
                "/v1/posts",
                Exchange.ACME,
                "{\"ping_id\":\"" + ping.json().path("ping_id").asText() + "\",\"tracking\":{\"gclid\":\"P-1\"},"
                        + fields() + "}");
        assertEquals("sold", post.json().path("status").asText(), post::text);
        assertEquals(
                "P-1",
                listed(post.json().path("lead_id").asText())
                        .at("/attribution/gclid")
                        .asText());
        Exchange.Answer other = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"tracked\",\"fields\":{\"zip\":\"90210\"},\"tracking\":{\"msclkid\":\"M-1\",\"keyword\":\"roof\"}}");
        assertEquals("rejected", other.json().path("status").asText(), "its source is bing");
    }

    @Test
    void whereAPostIsSilentItsPingIsHeard() {
        Exchange.Answer ping = exchange.post(
                "/v1/pings",
                Exchange.ACME,
                "{\"campaign\":\"tracked\",\"fields\":{\"zip\":\"90210\"},\"tracking\":{\"gclid\":\"Q-1\",\"keyword\":\"roof\"}}");
        assertEquals("accepted", ping.json().path("status").asText(), ping::text);
        Exchange.Answer post = exchange.post(
                "/v1/posts",
                Exchange.ACME,
                "{\"ping_id\":\"" + ping.json().path("ping_id").asText()
                        + "\",\"tracking\":{\"keyword\":\"roof repair\"}," + fields() + "}");

        JsonNode told = listed(post.json().path("lead_id").asText()).path("attribution");
        assertEquals("Q-1", told.path("gclid").asText());
        assertEquals("roof repair", told.path("keyword").asText());
        String csv = exchange.get("/v1/conversions/google-ads.csv", Exchange.OPERATOR)
                .text();
        assertTrue(csv.contains("\r\nQ-1,Sold,"), csv);
    }

    @Test
    void aFormSaysItToo() {
        Exchange.Answer answer = exchange.form(
                "/v1/leads",
                Exchange.ACME,
                "campaign=tracked&fields[zip]=90210&fields[phone]=%2B1213555" + (phones++)
                        + "&tracking[gclid]=F-1&tracking.keyword=roof");
        assertEquals("sold", answer.json().path("status").asText(), answer::text);
        assertEquals(
                "F-1",
                listed(answer.json().path("lead_id").asText())
                        .at("/attribution/gclid")
                        .asText());
    }

    @Test
    void microsoftsFilesHaveItsClicks() {
        put(
                "orders/tracked-bing",
                "{\"buyer\":\"north\",\"campaign\":\"tracked\",\"price\":9.00,"
                        + "\"filter\":{\"all\":[{\"field\":\"source\",\"is\":\"bing\"}]}}");
        sell("\"tracking\":{\"msclkid\":\"=M-1\"}");

        String file = exchange.get("/v1/conversions/microsoft-ads.csv", Exchange.OPERATOR)
                .text();
        assertTrue(
                file.startsWith(
                        "Parameters:TimeZone=+0000\r\nMicrosoft Click ID,Conversion Name,Conversion Time,Conversion Value,Conversion Currency\r\n"),
                file);
        assertTrue(file.contains("\r\n'=M-1,Sold,"), file);
        String bulk = exchange.get("/v1/conversions/microsoft-ads.csv?format=bulk", Exchange.OPERATOR)
                .text();
        assertTrue(bulk.startsWith("Type,Status,Id,Parent Id,Client Id,Name,Conversion Currency Code,"), bulk);
        assertTrue(bulk.contains("\r\nOffline Conversion,,,,,,USD,Sold,"), bulk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tracking\":5",
                "\"tracking\":{\"gclid\":5}",
                "\"tracking\":{\"colour\":\"red\"}",
                "\"tracking\":{\"ad_user_data\":\"yes\"}",
                "\"tracking\":{\"gclid\":\"LONG\"}",
                "\"visit_id\":5"
            })
    void whatIsNoTrackingIsRefused(String members) {
        String body = "{\"campaign\":\"tracked\"," + members.replace("LONG", "x".repeat(2049)) + "," + fields() + "}";
        Refused.with(exchange, 422, "fields_invalid", members, () -> exchange.post("/v1/leads", Exchange.ACME, body));
    }

    private String sell(String members) {
        Exchange.Answer answer = exchange.post(
                "/v1/leads", Exchange.ACME, "{\"campaign\":\"tracked\"," + members + "," + fields() + "}");
        assertEquals("sold", answer.json().path("status").asText(), answer::text);
        String lead = answer.json().path("lead_id").asText();
        Exchange.until("listed", () -> !listed(lead).isMissingNode());
        return lead;
    }

    private JsonNode listed(String lead) {
        Exchange.until("seen", () -> find(lead) != null);
        return find(lead);
    }

    private JsonNode find(String lead) {
        for (JsonNode item : exchange.get("/v1/leads?campaign=tracked", Exchange.OPERATOR)
                .json()
                .path("items")) {
            if (item.path("lead_id").asText().equals(lead)) {
                return item;
            }
        }
        return null;
    }

    private static String fields() {
        return FIELDS.formatted(phones++);
    }

    private void put(String path, String json) {
        Exchange.Answer answer = exchange.send(
                "PUT",
                "/v1/admin/" + path,
                Exchange.OPERATOR,
                "application/json",
                json.getBytes(StandardCharsets.UTF_8));
        assertTrue(answer.status() < 300, answer::text);
    }
}

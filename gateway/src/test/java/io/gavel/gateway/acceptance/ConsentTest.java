package io.gavel.gateway.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence of consent: checked in form, kept with the lead, passed on to its buyer. */
@ExtendWith(Exchange.Shared.class)
class ConsentTest {
    private static final String CERTIFICATE = "https://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567";
    private static final String EVIDENCE = "{\"at\":\"2026-11-22T09:30:00-05:00\",\"address\":\"2001:db8::7\","
            + "\"user_agent\":\"Mozilla/5.0 \\\"x\\\"\",\"url\":\"https://site.example/quote?step=2\","
            + "\"text\":\"I agree\\nto be called\",\"trustedform_cert_url\":\"" + CERTIFICATE + "\","
            + "\"jornaya_lead_id\":\"d0e85c39-93d7-75bd-2a6a-0123456789ab\"}";

    private final Exchange exchange;

    ConsentTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void isDeliveredToTheBuyerAndShownToIt() throws Exception {
        Exchange.Answer sold = lead("+12135550777", EVIDENCE);
        assertEquals("sold", sold.json().path("status").asText(), sold::text);
        JsonNode delivered = new ObjectMapper().readTree(exchange.buyer.lead).path("consent");
        assertEquals("I agree\nto be called", delivered.path("text").asText(), exchange.buyer.lead);
        assertEquals(CERTIFICATE, delivered.path("trustedform_cert_url").asText());
        assertEquals(
                "D0E85C39-93D7-75BD-2A6A-0123456789AB",
                delivered.path("jornaya_lead_id").asText());
        assertEquals(7, delivered.size());
        String leadId = sold.json().path("lead_id").asText();
        Exchange.until("the buyer sees it", () -> {
            for (JsonNode item :
                    exchange.get("/v1/buyer/leads", Exchange.NORTH).json().path("items")) {
                if (item.path("lead_id").asText().equals(leadId)) {
                    assertTrue(item.path("fields").path("phone").isTextual(), item::toString);
                    return item.path("consent").equals(delivered);
                }
            }
            return false;
        });
    }

    @Test
    void mayComeInAFormAndNotInAPing() {
        String form = "campaign=leads&fields[zip]=90210&fields[age]=34&fields[phone]=%2B12135550778"
                + "&consent[address]=192.0.2.7&consent.url=https%3A%2F%2Fsite.example%2F";
        Exchange.Answer sold = exchange.form("/v1/leads", Exchange.ACME, form);
        assertEquals("sold", sold.json().path("status").asText(), sold::text);
        assertTrue(
                exchange.buyer.lead.endsWith(
                        ",\"consent\":{\"address\":\"192.0.2.7\",\"url\":\"https://site.example/\"}}"),
                exchange.buyer.lead);
        Refused.fields(
                exchange,
                "consent",
                "a ping",
                () -> exchange.post(
                        "/v1/pings",
                        Exchange.ACME,
                        "{\"campaign\":\"leads\",\"consent\":{},\"fields\":{\"zip\":\"90210\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at|yesterday",
                "at|0000-01-01T00:00:00Z",
                "address|localhost",
                "address|1.2.3.4.5",
                "address|fe80::1%eth0",
                "url|javascript:alert(1)",
                "url|https:///x",
                "url|site.example",
                "user_agent|' '",
                "trustedform_cert_url|https://cert.trustedform.com.evil.example/0123456789abcdef0123456789abcdef01234567",
                "trustedform_cert_url|http://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567",
                "trustedform_cert_url|https://cert.trustedform.com/0123",
                "jornaya_lead_id|D0E85C39",
                "colour|red"
            })
    void whatHasNotItsFormIsRefused(String name, String value) {
        Refused.fields(
                exchange,
                "consent." + name,
                name + "=" + value,
                () -> lead("+12135550779", "{\"" + name + "\":\"" + value + "\"}"));
    }

    @Test
    void whatIsNoTextIsRefused() {
        Refused.fields(exchange, "consent", "a list", () -> lead("+12135550780", "[]"));
        Refused.fields(exchange, "consent.at", "a number", () -> lead("+12135550780", "{\"at\":7}"));
        Refused.fields(exchange, "consent.url", "nested", () -> lead("+12135550780", "{\"url\":{\"a\":[]}}"));
    }

    private Exchange.Answer lead(String phone, String consent) {
        return exchange.post(
                "/v1/leads",
                Exchange.ACME,
                "{\"campaign\":\"leads\",\"fields\":{\"zip\":\"90210\",\"age\":34,\"phone\":\"" + phone
                        + "\"},\"consent\":" + consent + "}");
    }
}

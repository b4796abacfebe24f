package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleMarketTest {

    private static final String DOCUMENT = """
            verticals:
              auto:
                fields:
                  zip: {type: zip, required: ping}
                  age: {type: integer, min: 16, max: 110, required: ping}
                  credit: {type: enum, values: [poor, good]}
                  phone: {type: phone, required: post, personal: true}
            sellers:
              acme: {api_key: demo-acme}
            campaigns:
              auto-leads: {vertical: auto, product: lead, sellers: [acme]}
              auto-calls: {vertical: auto, product: call, sellers: [acme]}
            orders:
              one: {bid: {url: "http://127.0.0.1:9101/bid"}, deliver: {url: "http://127.0.0.1:9101/lead"}}
              two: {price: 3.00, deliver: {url: "http://127.0.0.1:9102/lead"}}
            """;

    @Test
    void offersAreTheLeadCampaignsWithWhoMaySellToThem() throws IOException {
        List<SampleOffer> offers = SampleMarket.read(DOCUMENT).offers();

        assertEquals(1, offers.size());
        assertEquals("auto-leads", offers.get(0).campaign());
        assertEquals(List.of("demo-acme"), offers.get(0).sellerKeys());
        assertEquals(4, offers.get(0).fields().size());
    }

    @Test
    void buyersMayBeElsewhere() throws IOException {
        SampleMarket market = SampleMarket.read(DOCUMENT);

        assertEquals(Set.of(9101, 9102), market.buyerPorts());
        assertTrue(market.document(Map.of(9101, 40001), 0).contains("http://127.0.0.1:40001/bid"));
        assertTrue(market.document(Map.of(9101, 40001), 0).contains("http://127.0.0.1:9102/lead"));
    }

    @Test
    void aPersonIsTheSameForTheSameSeedAndKeepsItsPhoneOutOfPings() throws IOException {
        List<SampleField> fields = SampleMarket.read(DOCUMENT).offers().get(0).fields();
        JsonObject form = new Person(7).fill(fields);

        assertEquals(form, new Person(7).fill(fields));
        assertTrue(form.getString("phone").matches("\\+1[2-9]\\d{2}[2-9]\\d{6}"));
        assertFalse(Person.pingable(form, fields).containsKey("phone"));
        assertTrue(Person.pingable(form, fields).containsKey("age"));
        assertEquals(64, new Person(7).phoneHash().length());
    }
}

package io.gavel.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuyerFarmTest {

    private static final String ASK =
            "{\"auction_id\":\"a\",\"order\":\"o\",\"deadline_ms\":100,\"floor\":3.75,\"fields\":{\"age\":34}}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<BuyerFarm> farms = new ArrayList<>();

    @AfterEach
    void close() {
        farms.forEach(BuyerFarm::close);
    }

    @Test
    void aCalmBuyerBidsItsPrice() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("calm", Temper.INSTANT, 1805));

        assertEquals("{\"bid\":18.05}", post(farm.buyer(0).bidUrl(), ASK).body());
        assertEquals(new BuyerFigures(1, 1, 0, 0, 0, 0), farm.figures());
    }

    @Test
    void nobodyBidsBelowTheFloor() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("poor", Temper.INSTANT, 374));

        assertEquals(204, post(farm.buyer(0).bidUrl(), ASK).statusCode());
    }

    @Test
    void aLeadIsTakenOnceHoweverOftenItComes() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("calm", Temper.INSTANT, 100));
        String lead = "{\"lead_id\":\"L1\",\"order\":\"o\",\"price\":18.000001,\"fields\":{\"phone\":\"+1\"}}";

        assertEquals(
                "{\"status\":\"accepted\"}", post(farm.buyer(0).leadUrl(), lead).body());
        assertEquals(
                "{\"status\":\"accepted\"}", post(farm.buyer(0).leadUrl(), lead).body());
        assertEquals(
                List.of(new Delivery("L1", 0, "o", 18_000_001)),
                farm.deliveries().all());
        assertEquals(18_000_001, farm.deliveries().totalMicros());
        assertEquals(1, farm.deliveries().repeated());
        assertEquals(new BuyerFigures(0, 0, 2, 1, 0, 2), farm.figures());
    }

    @Test
    void aLeadWithTwoBuyersIsSeen() throws Exception {
        BuyerFarm farm =
                open(BuyerPlan.constant("one", Temper.INSTANT, 100), BuyerPlan.constant("two", Temper.INSTANT, 100));

        post(farm.buyer(0).leadUrl(), "{\"lead_id\":\"L1\",\"order\":\"o\",\"price\":1.00}");
        post(farm.buyer(1).leadUrl(), "{\"lead_id\":\"L1\",\"order\":\"p\",\"price\":2.00}");

        assertEquals(List.of("L1"), farm.deliveries().soldTwice(Set.of("o", "p")));
        assertEquals(List.of(), farm.deliveries().soldTwice(Set.of("q")));
        assertEquals(2, farm.deliveries().of("L1").size());
    }

    @Test
    void aFlakyBuyerRefusesBreaksAndFails() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("flaky", Temper.FLAKY, 500));
        int errors = 0;
        int broken = 0;
        int bids = 0;
        for (int i = 0; i < 50; i++) {
            try {
                if (post(farm.buyer(0).bidUrl(), ASK).statusCode() == 200) {
                    bids++;
                } else {
                    errors++;
                }
            } catch (IOException e) {
                broken++;
            }
        }

        assertTrue(errors > 0 && broken > 0 && bids > errors + broken);
    }

    @Test
    void aSilentBuyerNeverAnswersABidRequest() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("silent", Temper.SILENT, 500));

        assertThrows(HttpTimeoutException.class, () -> post(farm.buyer(0).bidUrl(), ASK));
        assertEquals(1, farm.figures().asked());
    }

    @Test
    void whatIsNotAsTheContractSaysIsRefusedAndCounted() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("calm", Temper.INSTANT, 100));

        assertEquals(400, post(farm.buyer(0).bidUrl(), "nonsense").statusCode());
        assertEquals(400, post(farm.buyer(0).leadUrl(), "{\"price\":0.0000001}").statusCode());
        assertEquals(2, farm.figures().unreadable());
    }

    @Test
    void aPortThatIsTakenBecomesAFreeOne() throws Exception {
        BuyerFarm farm = open(BuyerPlan.constant("first", Temper.INSTANT, 100));
        int taken = farm.buyer(0).port();
        BuyerFarm second = open(new BuyerPlan("second", taken, Temper.INSTANT, 200, 200));

        assertEquals("{\"bid\":2.00}", post(second.buyer(0).bidUrl(), "{}").body());
    }

    private BuyerFarm open(BuyerPlan... plans) throws IOException {
        BuyerFarm farm = BuyerFarm.open(plans);
        farms.add(farm);
        return farm;
    }

    private HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMillis(500))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

package io.gavel.gateway.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.MarketRig;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.message.EntityKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders of numbers come to their end once, whatever happens half way. */
@Timeout(60)
class NumberOrdersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecretFiles SECRETS = new SecretFiles(
            null,
            Map.of(
                    "GAVEL_SECRET_TELNYX_API_KEY",
                    "KEY-secret",
                    "GAVEL_SECRET_TELNYX_CONNECTION_ID",
                    "346789098765567"));

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Clients clients = Clients.open(
            vertx, List.of(vertx.getOrCreateContext()), new ClientSettings(true, 4, 4, 2_000, 60, 1 << 20));
    private final AtomicLong millis = new AtomicLong(1_790_000_000_000L);
    private FakeTelnyx fake;
    private MarketRig rig;
    private NumberOrders orders;

    @BeforeEach
    void open() throws Exception {
        fake = new FakeTelnyx();
        rig = MarketRig.open(folder.resolve("market"));
        rig.replace("carriers: {telnyx: {addresses: [192.0.2.1]}}\n");
        orders = orders();
    }

    @AfterEach
    void close() throws Exception {
        orders.close();
        clients.close();
        vertx.close().await();
        rig.close();
        fake.close();
    }

    @Test
    void whatTelnyxOffersIsReadWithItsPrice() {
        List<NumberProvider.Offer> offers = telnyx().search(970, 10).join();

        assertEquals(
                List.of("+19705555098 6.54 USD", "+19705555099 1.00 USD"),
                offers.stream()
                        .map(offer -> offer.number() + " " + offer.monthly() + " " + offer.currency())
                        .toList());
        assertTrue(
                fake.requests
                        .remove()
                        .startsWith(
                                "GET /v2/available_phone_numbers?filter%5Bcountry_code%5D=US&"
                                        + "filter%5Bnational_destination_code%5D=970&filter%5Bfeatures%5D=voice&filter%5Blimit%5D=10 HTTP/1.1\r\n"));
    }

    @Test
    void anOrderIsPlacedLookedAtAndInTheInventory() throws Exception {
        take("a", "+19705555098", "+19705555013");
        until(() -> status("a") == NumberOrder.Status.PENDING);
        JsonNode sent = JSON.readTree(fake.requests.remove().split("\r\n\r\n", 2)[1]);
        assertEquals(
                JSON.readTree(
                        "{\"phone_numbers\":[{\"phone_number\":\"+19705555098\"},{\"phone_number\":\"+19705555013\"}],"
                                + "\"connection_id\":\"346789098765567\",\"customer_reference\":\"gavel-a\"}"),
                sent);

        orders.start(1);
        until(() -> status("a") == NumberOrder.Status.DONE);

        assertEquals(List.of("+19705555098"), order("a").got());
        assertEquals(List.of("+19705555013"), order("a").refused());
        assertEquals(1_150_000, number("+19705555098").monthlyFeeMicros());
        assertEquals(
                "telnyx",
                rig.now().name(EntityKind.CARRIER, number("+19705555098").carrierId()));
        assertEquals(1, fake.orders.size());
    }

    @Test
    void aBreakHalfWayOrdersNothingTwice() throws Exception {
        fake.breaks = true;
        fake.listsNumbers = false;
        take("a", "+19705555098");
        until(() -> !order("a").problem().isEmpty());
        assertEquals(NumberOrder.Status.ASKED, status("a"));

        orders.start(1);
        until(() -> status("a") == NumberOrder.Status.DONE);

        assertEquals(1, fake.posts());
        assertEquals(1, fake.orders.size());
        assertNotNull(rig.now().number("+19705555098"));
    }

    /** A time-out half way: the provider goes on with the order after we have asked for it in vain. */
    @Test
    void whatTheProviderKnowsLateOnlyIsNotOrderedAgain() throws Exception {
        fake.late = true;
        take("a", "+19705555098");
        until(() -> !order("a").problem().isEmpty());
        orders.start(1);
        until(() -> order("a").problem().equals("the provider does not know it yet"));

        fake.commit();
        until(() -> status("a") == NumberOrder.Status.DONE);

        assertEquals(1, fake.posts());
        assertEquals(1, order("a").sent());
        assertNotNull(rig.now().number("+19705555098"));
    }

    /** Later than we wait: the second order is refused, for the first has the number. */
    @Test
    void aRefusalOfAnOrderThatWasSentBeforeLosesNoNumber() throws Exception {
        fake.late = true;
        take("a", "+19705555098");
        until(() -> !order("a").problem().isEmpty());
        fake.onPost = fake::commit;
        millis.addAndGet(Duration.ofMinutes(5).toMillis());

        orders.start(1);
        until(() -> order("a").isOver());

        assertEquals(NumberOrder.Status.DONE, status("a"), () -> order("a").problem());
        assertEquals(List.of("+19705555098"), order("a").got());
        assertEquals(2, fake.posts());
        assertEquals(1, fake.orders.size());
    }

    @Test
    void afterARestartAnOrderThatNeverGotThereIsSentAndOneThatDidIsFound() throws Exception {
        fake.down = true;
        take("a", "+19705555098");
        until(() -> !order("a").problem().isEmpty());
        orders.close();
        fake.down = false;
        orders = orders();

        assertTrue(order("a").isSent());
        millis.addAndGet(Duration.ofMinutes(5).toMillis());
        orders.start(1);
        until(() -> status("a") == NumberOrder.Status.DONE);
        assertEquals(1, fake.orders.size());

        orders.close();
        orders = orders();
        int before = fake.requests.size();
        orders.start(1);
        take("b", "+19705555099");
        until(() -> status("b") == NumberOrder.Status.DONE);
        assertFalse(fake.requests.stream().skip(before).anyMatch(request -> request.contains("gavel-a")), "it is over");
    }

    @Test
    void whatIsRefusedFailsAndSaysWhy() throws Exception {
        take("a", "+19705555098");
        until(() -> status("a") == NumberOrder.Status.PENDING);
        take("b", "+19705555098");

        until(() -> status("b") == NumberOrder.Status.FAILED);

        assertEquals("status 422 10015 Number is not available", order("b").problem());
    }

    @Test
    void withoutAKeyNothingIsAsked() {
        Telnyx without = new Telnyx(clients.on(0), fake.url(), SecretFiles.NONE);

        CompletionException failure = assertThrows(
                CompletionException.class, () -> without.search(0, 1).join());

        assertTrue(String.valueOf(failure.getMessage()).endsWith("no api_key among the secrets of telnyx"));
        assertEquals(0, fake.requests.size());
    }

    private NumberOrders orders() throws Exception {
        Market market = rig.market();
        return new NumberOrders(
                folder.resolve("orders"),
                Map.of("telnyx", telnyx()),
                new Inventory(market),
                () -> Instant.ofEpochMilli(millis.get()));
    }

    private Telnyx telnyx() {
        return new Telnyx(clients.on(0), fake.url(), SECRETS);
    }

    private void take(String id, String... numbers) {
        orders.take(new NumberOrder(
                        id,
                        "telnyx",
                        "2026-11-22T10:00:00Z",
                        "root",
                        List.of(numbers),
                        "telnyx",
                        "1.15",
                        null,
                        NumberOrder.Status.ASKED,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        ""))
                .join();
    }

    private NumberOrder order(String id) {
        NumberOrder found = orders.find(id);
        assertNotNull(found);
        return found;
    }

    private NumberInfo number(String number) {
        NumberInfo found = rig.now().number(number);
        assertNotNull(found);
        return found;
    }

    private NumberOrder.Status status(String id) {
        return order(id).status();
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}

package io.gavel.gateway.bid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Sealer;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import io.gavel.journal.Sync;
import io.gavel.message.BidsWantedEncoder;
import io.gavel.message.Coding;
import io.gavel.message.DeliveryWantedEncoder;
import io.gavel.message.EntityKind;
import io.gavel.message.MessageHeaderEncoder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The buyers' edge with a real line, vault and client around it; the market is told to it by hand. */
final class EdgeRig implements AutoCloseable {
    static final long LEAD_DATA_PRICE = 18_000_000;

    final Heard heard;
    final Vault vault;
    final Metrics metrics = new Metrics();
    final BuyerEdge edge;
    final SigningSecrets secrets;
    final Directory directory = new Directory();

    private final Engine engine;
    private final Vertx vertx = Vertx.vertx();
    private final Clients clients;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    /** {@code orders}: one document each, named {@code order-1} … with ids 1 …; of buyer {@code north} in campaign {@code autos}. */
    EdgeRig(Path folder, int slots, BuyerSettings settings, List<String> orders) throws IOException {
        Heard[] made = new Heard[1];
        engine = Engine.open(
                EngineConfig.in(folder.resolve("data"))
                        .withSlots(slots, 1024)
                        .withSync(Sync.NONE, Duration.ofMillis(10)),
                outlet -> {
                    Heard rules = new Heard(outlet);
                    made[0] = made[0] == null ? rules : made[0];
                    return rules;
                },
                List.of());
        heard = made[0];
        market(orders);
        MasterKey master = MasterKey.ofFile(folder.resolve("key"));
        vault = Vault.open(folder.resolve("vault"), master, VaultSettings.defaults(), InstantSource.system());
        secrets = new SigningSecrets(new Sealer(vault.secrets().ofMarket()), vault.secrets());
        clients = Clients.open(
                vertx,
                List.of(vertx.getOrCreateContext(), vertx.getOrCreateContext()),
                new ClientSettings(true, 8, 8, 2000, 60, 16_384));
        edge = new BuyerEdge(
                engine.inputs(), directory, secrets, vault, clients, settings, InstantSource.system(), metrics);
        engine.start();
    }

    static BuyerSettings settings() {
        return new BuyerSettings(20, 60_000, 60_000);
    }

    static String bidding(String url) {
        return bidding(url, 10_000);
    }

    static String bidding(String url, int timeoutMillis) {
        return "{\"buyer\":\"north\",\"campaign\":\"autos\",\"bid\":{\"url\":\"" + url + "\",\"timeout_ms\":"
                + timeoutMillis + ",\"max\":40.00}}";
    }

    static String delivering(String url) {
        return "{\"buyer\":\"north\",\"campaign\":\"autos\",\"price\":18.00,\"deliver\":{\"url\":\"" + url + "\"}}";
    }

    /** Asks orders 1 to {@code orders}; all have {@code timeoutMillis}. */
    void ask(long pingId, int orders, int timeoutMillis) {
        ask(pingId, orders, timeoutMillis, 60_000);
    }

    /** The loop that delivers too. */
    void askOnTheFirstLoop(long pingId, int orders, int timeoutMillis) {
        ask(pingId, orders, timeoutMillis, 60_000, 0);
    }

    void ask(long pingId, int orders, int timeoutMillis, int auctionMillis) {
        ask(pingId, orders, timeoutMillis, auctionMillis, 1);
    }

    private void ask(long pingId, int orders, int timeoutMillis, int auctionMillis, long loop) {
        BidsWantedEncoder message = new BidsWantedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .pingId(pingId)
                .correlationId(loop << 48 | pingId)
                .deadlineMicros((System.currentTimeMillis() + auctionMillis) * 1000)
                .floorMicros(3_750_000)
                .campaignId(1);
        message.flags().clear();
        BidsWantedEncoder.OrdersEncoder each = message.ordersCount(orders);
        for (int i = 1; i <= orders; i++) {
            each.next().orderId(i).timeoutMillis(timeoutMillis);
        }
        BidsWantedEncoder.AttributesEncoder attributes = message.attributesCount(9);
        attributes.next().fieldId(1).value(501).text("");
        attributes.next().fieldId(2).value(Coding.usState('C', 'A')).text("");
        attributes.next().fieldId(3).value(34).text("");
        attributes.next().fieldId(4).value(1).text("");
        attributes.next().fieldId(5).value(Coding.hash("good")).text("");
        attributes.next().fieldId(6).value(1_500_000).text("");
        attributes.next().fieldId(7).value(19_000).text("");
        attributes.next().fieldId(8).value(Coding.hash("a \"note\"")).text("a \"note\"");
        attributes.next().fieldId(9).value(4711).text("+12025550123");
        hear(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    void deliver(long leadId, int orderId, long leadRef, int attempt, int timeoutMillis, String bidId) {
        DeliveryWantedEncoder message = new DeliveryWantedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .leadId(leadId)
                .pingId(5)
                .leadRef(leadRef)
                .correlationId(0)
                .priceMicros(LEAD_DATA_PRICE)
                .orderId(orderId)
                .buyerId(1)
                .campaignId(1)
                .attempt(attempt)
                .timeoutMillis(timeoutMillis)
                .reference(bidId);
        hear(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    /** What the first loop was given to do, it has begun. */
    void settle() throws Exception {
        clients.on(0).loop().submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    long store(String fields) throws Exception {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        vault.store(fields.getBytes(StandardCharsets.UTF_8), Receipt.completing(stored));
        return stored.get(30, TimeUnit.SECONDS);
    }

    /** Waits for so many answers and returns them sorted. */
    List<String> answers(int count) throws InterruptedException {
        until(() -> heard.lines.size() >= count);
        return heard.lines.stream().sorted().toList();
    }

    void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "it never happened; heard " + heard.lines);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    @Override
    public void close() throws IOException {
        heard.gate.countDown();
        clients.close();
        engine.close();
        vault.close();
        vertx.close().await();
    }

    private void hear(int length) {
        edge.onOutput(1, 0, 0, buffer, 0, length, true);
    }

    private void market(List<String> orders) {
        Directory.Loading loading = directory.load();
        put(
                loading,
                EntityKind.VERTICAL,
                1,
                "auto",
                "{\"fields\":{\"zip\":{\"type\":\"zip\"},\"state\":{\"type\":\"us_state\"},\"age\":{\"type\":\"integer\"},"
                        + "\"insured\":{\"type\":\"boolean\"},\"credit\":{\"type\":\"enum\",\"values\":[\"poor\",\"good\"]},"
                        + "\"budget\":{\"type\":\"decimal\"},\"wanted\":{\"type\":\"date\"},\"note\":{\"type\":\"text\"},"
                        + "\"phone\":{\"type\":\"phone\",\"personal\":true}},"
                        + "\"field_ids\":{\"zip\":1,\"state\":2,\"age\":3,\"insured\":4,\"credit\":5,\"budget\":6,\"wanted\":7,"
                        + "\"note\":8,\"phone\":9}}");
        put(loading, EntityKind.SELLER, 1, "acme", "{}");
        put(
                loading,
                EntityKind.CAMPAIGN,
                1,
                "autos",
                "{\"vertical\":\"auto\",\"product\":\"lead\",\"method\":\"ping_post\",\"deadline_ms\":10000,\"sellers\":[\"acme\"]}");
        put(loading, EntityKind.BUYER, 1, "north", "{}");
        for (int i = 0; i < orders.size(); i++) {
            put(loading, EntityKind.ORDER, i + 1, "order-" + (i + 1), orders.get(i));
        }
        loading.finish();
    }

    private static void put(Directory.Loading loading, EntityKind kind, int id, String name, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        loading.entity(kind, id, id, false, name, new UnsafeBuffer(bytes), 0, bytes.length);
    }
}

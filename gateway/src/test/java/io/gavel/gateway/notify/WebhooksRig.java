package io.gavel.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.client.ClientSettings;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.SecretFiles;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.Sealer;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import io.gavel.message.EntityKind;
import io.gavel.message.LeadAnsweredEncoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.MoneyMovedEncoder;
import io.gavel.message.SaleState;
import io.gavel.message.TransferKind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Webhooks with a real file, vault and client around them; outputs and the market are told to them by hand. */
final class WebhooksRig implements AutoCloseable {
    static final long TIME = 1_790_000_000_000_000L;
    static final int ATTEMPTS = 3;
    static final int QUEUE = 20;

    final Webhooks webhooks;
    final Vault vault;
    final Metrics metrics = new Metrics();
    /** What views and vaults would know of leads. */
    final Map<Long, Sale> sales = new ConcurrentHashMap<>();

    SecretFiles platforms = SecretFiles.NONE;
    /** When things happen; 0: in {@link #TIME}. */
    long nowMicros;

    private final Path folder;
    private final AtomicLong ahead = new AtomicLong();
    private final Vertx vertx = Vertx.vertx();
    private final Clients clients;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    /** {@code hooks}: one document each, named {@code hook-1} … with ids 1 …. Opened as after a recovery that told nothing. */
    WebhooksRig(Path folder, boolean privateAllowed, List<String> hooks) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        webhooks = Webhooks.open(folder.resolve("webhooks"));
        MasterKey master = MasterKey.ofFile(folder.resolve("key"));
        vault = Vault.open(folder.resolve("vault"), master, VaultSettings.defaults(), InstantSource.system());
        clients = Clients.open(
                vertx,
                List.of(vertx.getOrCreateContext()),
                new ClientSettings(privateAllowed, 16, 16, 2_000, 60, 16_384));
        this.directory = market(hooks);
    }

    private final Directory directory;

    /** Recovery is over; letters go out. */
    WebhooksRig start(long sequence) {
        webhooks.caughtUp(sequence);
        SigningSecrets secrets = new SigningSecrets(new Sealer(vault.secrets().ofMarket()), vault.secrets());
        InstantSource clock = () -> Instant.now().plusMillis(ahead.get());
        webhooks.start(
                directory,
                secrets,
                clients.on(0),
                new NotifySettings(20_000, ATTEMPTS, QUEUE),
                platforms,
                sales::get,
                clock,
                metrics);
        return this;
    }

    /** The clock goes forward. */
    void later(Duration duration) {
        ahead.addAndGet(duration.toMillis());
    }

    /** What a kill would leave on the disk, in another folder. */
    Path killed(String name) throws IOException {
        Path copy = folder.resolveSibling(name);
        Files.createDirectories(copy.resolve("webhooks"));
        Files.copy(folder.resolve("key"), copy.resolve("key"));
        Files.copy(folder.resolve("webhooks/letters"), copy.resolve("webhooks/letters"));
        return copy;
    }

    void sold(long sequence) {
        lead(sequence, 0, LeadStatus.SOLD, 0);
    }

    void lead(long sequence, int index, LeadStatus status, int reason) {
        LeadAnsweredEncoder message = new LeadAnsweredEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .correlationId(1)
                .leadId(sequence)
                .pingId(3)
                .leadRef(4)
                .sellerId(1)
                .campaignId(1)
                .status(status)
                .reason((short) reason)
                .first((short) 1);
        message.flags().clear();
        boolean isSold = status == LeadStatus.SOLD;
        LeadAnsweredEncoder.SalesEncoder sales = message.salesCount(isSold ? 1 : 0);
        if (isSold) {
            sales.next()
                    .orderId(1)
                    .buyerId(1)
                    .priceMicros(14_400_000)
                    .payoutMicros(11_520_000)
                    .state(SaleState.ACCEPTED);
        }
        message.source("fb-1").subId("sub");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        long time = nowMicros == 0 ? TIME + sequence : nowMicros;
        webhooks.onOutput(sequence, index, time, buffer, 0, length, true);
    }

    /** A buyer gave a lead back. */
    void returned(long sequence, long leadId) {
        MoneyMovedEncoder message = new MoneyMovedEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .leadId(leadId)
                .pingId(3)
                .priceMicros(-14_400_000)
                .payoutMicros(-11_520_000)
                .buyerId(1)
                .orderId(1)
                .sellerId(1)
                .campaignId(1)
                .kind(TransferKind.RETURN);
        message.source("fb-1").note("no answer");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        long time = nowMicros == 0 ? TIME + sequence : nowMicros;
        webhooks.onOutput(sequence, 0, time, buffer, 0, length, true);
    }

    /** The newest dead letters, looked at on the postman's thread. */
    List<Letter> dead() throws Exception {
        return onThePostman(letters -> letters.dead(Long.MAX_VALUE, 1_000));
    }

    int waiting() throws Exception {
        return onThePostman(LetterBox::waitingCount);
    }

    <T> T onThePostman(java.util.function.Function<LetterBox, T> look) throws Exception {
        java.util.concurrent.CompletableFuture<T> seen = new java.util.concurrent.CompletableFuture<>();
        assertTrue(webhooks.postman().offer(letters -> seen.complete(look.apply(letters))));
        return seen.get(30, TimeUnit.SECONDS);
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never happened");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    @Override
    public void close() throws IOException {
        webhooks.pause();
        clients.close();
        webhooks.close();
        vault.close();
        vertx.close().await();
    }

    private static Directory market(List<String> hooks) {
        Directory directory = new Directory();
        Directory.Loading loading = directory.load();
        put(
                loading,
                EntityKind.VERTICAL,
                1,
                "auto",
                "{\"fields\":{\"zip\":{\"type\":\"zip\"}},\"field_ids\":{\"zip\":1}}");
        put(loading, EntityKind.SELLER, 1, "acme", "{}");
        put(
                loading,
                EntityKind.CAMPAIGN,
                1,
                "autos",
                "{\"vertical\":\"auto\",\"product\":\"lead\",\"method\":\"ping_post\",\"deadline_ms\":500,\"sellers\":[\"acme\"]}");
        put(loading, EntityKind.BUYER, 1, "north", "{}");
        put(loading, EntityKind.ORDER, 1, "north-west", "{\"buyer\":\"north\",\"campaign\":\"autos\",\"price\":14.40}");
        for (int i = 0; i < hooks.size(); i++) {
            put(loading, EntityKind.WEBHOOK, i + 1, "hook-" + (i + 1), hooks.get(i));
        }
        loading.finish();
        return directory;
    }

    private static void put(Directory.Loading loading, EntityKind kind, int id, String name, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        loading.entity(kind, id, id, false, name, new UnsafeBuffer(bytes), 0, bytes.length);
    }
}

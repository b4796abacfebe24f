package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.Engine;
import io.gavel.EngineConfig;
import io.gavel.core.Exchange;
import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.DirectoryFeed;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.MarketWriter;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.Sealer;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.media.MediaEngines;
import io.gavel.gateway.media.Negotiated;
import io.gavel.gateway.media.audio.Prompts;
import io.gavel.gateway.media.direct.DirectMedia;
import io.gavel.gateway.vault.MasterKey;
import io.gavel.gateway.vault.Vault;
import io.gavel.gateway.vault.VaultSettings;
import io.gavel.journal.Sync;
import io.gavel.message.Coding;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls on a real line, vault and market; callers, buyers and audio are played by the test. All that happens is a line. */
final class CallRig implements AutoCloseable {
    /** How much faster the edge's timers run than it thinks. */
    private static final int FASTER = 5;

    static final String NUMBER = "+18005550199";
    static final String CALLER = "+13035550111";

    private static final CallerPlace DENVER = new CallerPlace(Coding.usState('C', 'O'), null, "America/Denver");

    final List<String> lines = new CopyOnWriteArrayList<>();
    final FakeMedia media = new FakeMedia(lines::add);
    final DirectMedia direct = new DirectMedia();
    final FakePhones phones = new FakePhones(lines::add);
    final Directory directory = new Directory();
    final Vault vault;
    final Engine engine;
    final Desk desk;

    /** What the edge takes for now. */
    volatile Instant clock = Instant.now();

    private final Path folder;
    private final EventLoop loop = new DefaultEventLoop() {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return super.schedule(command, unit.toNanos(delay) / FASTER, TimeUnit.NANOSECONDS);
        }
    };
    private final MarketWriter writer;
    private boolean vaultClosed;

    CallRig(Path folder, String market) throws IOException {
        this.folder = folder;
        MasterKey master = MasterKey.ofFile(folder.resolve("key"));
        vault = Vault.open(folder.resolve("vault"), master, VaultSettings.defaults(), InstantSource.system());
        engine = Engine.open(config(), Exchange::new, List.of());
        Directory.Loading loading = directory.load();
        engine.documents(loading);
        loading.finish();
        Sealer sealer = new Sealer(vault.secrets().ofMarket());
        writer = new MarketWriter(engine.inputs(), directory, InstantSource.system());
        Recordings recordings = new Recordings(folder.resolve("recordings"));
        Desk.Shared shared = new Desk.Shared(
                directory, new CarrierPasswords(sealer), vault, prompts(folder), recordings, callId -> {}, () -> clock);
        desk = new Desk(loop, 1, new LineOut(engine.inputs(), loop), new MediaEngines(media, direct), phones, shared);
        engine.subscribe(
                "calls", new LineHeard(directory, lines::add, letter -> loop.execute(() -> desk.read(letter))));
        engine.subscribe("market", new DirectoryFeed(directory, writer::seen));
        engine.start();
        var outcome = new Market(writer, sealer)
                .replace("market.yaml", market, false, "test")
                .join();
        assertNull(outcome.refusal(), () -> String.valueOf(outcome.refusal()));
    }

    /** A campaign's keys and orders by name; the number leads to the campaign. */
    static String market(String campaign, String... orders) {
        StringBuilder text = new StringBuilder("""
                verticals: {solar: {fields: {phone: {type: phone, personal: true}, state: {type: us_state},
                            age: {type: integer, min: 18, max: 99}, zip: {type: zip}, verstat: {type: text},
                            intent: {type: enum, values: ["1", "2"]}}}}
                sellers: {acme: {share: 0.5}}
                buyers: {north: {credit: 1000.00}}
                campaigns: {solar: {vertical: solar, product: call%s, sellers: [acme]}}
                carriers: {voip: {addresses: [127.0.0.1/32], outbound: {sip: "sip:trunk.example:5070"}}}
                numbers: {"+18005550199": {campaign: solar, source: billboard, seller: acme}}
                orders:
                """.formatted((campaign.contains("method:") ? "" : ", method: waterfall")
                + (campaign.isEmpty() ? "" : ", " + campaign)));
        for (String order : orders) {
            text.append("  ").append(order).append('\n');
        }
        return text.toString();
    }

    /** An order that is billed at once and rings {@code sip:<name>@…} for long; {@code more} goes into {@code deliver}. */
    static String order(String name, int priority, String more) {
        return name + ": {buyer: north, campaign: solar, priority: " + priority + ", price: " + (10 - priority)
                + ".00, billable_after_s: 0, deliver: {sip: \"sip:" + name + "@192.0.2.7\""
                + (more.contains("ring_s") ? "" : ", ring_s: 200")
                + (more.isEmpty() ? "" : ", " + more) + "}}";
    }

    FakeCaller call() {
        return call(CALLER, "offer");
    }

    /** A caller who never says ACK. */
    FakeCaller silentCaller() {
        FakeCaller caller = new FakeCaller(lines::add);
        caller.acknowledges = false;
        return call(caller, CALLER, "offer");
    }

    FakeCaller call(@Nullable String number, @Nullable String sdp) {
        return call(new FakeCaller(lines::add), number, sdp);
    }

    private FakeCaller call(FakeCaller caller, @Nullable String number, @Nullable String sdp) {
        Arrival arrival = arrival(number);
        on(() -> caller.listen(desk.take(arrival, caller, "call", sdp)));
        return caller;
    }

    /** As the edge makes it. */
    Arrival arrival(@Nullable String number) {
        Snapshot market = directory.now();
        NumberInfo info = Objects.requireNonNull(market.number(NUMBER));
        CampaignInfo campaign = Objects.requireNonNull(market.campaign(info.campaignId()));
        return new Arrival(
                0,
                1,
                info.id(),
                0,
                info.name(),
                campaign,
                Objects.requireNonNull(campaign.calls()),
                info.sellerId(),
                info.source(),
                number,
                number == null ? CallerPlace.UNKNOWN : DENVER,
                "TN-Validation-Passed-A",
                70,
                "identity");
    }

    /** What comes of a word about media, at once: SDP, or the status that refuses it. */
    static String said(Consumer<Consumer<Negotiated>> what) {
        String[] said = {"nothing"};
        what.accept(outcome -> said[0] = outcome.isGood() ? outcome.sdp() : Integer.toString(outcome.status()));
        return said[0];
    }

    /** Where the first order would be rung if its bid said so. */
    String destination(String bid, Arrival call) {
        return desk.ringing(new Letter.Ring(1, 1, 1, 0, bid), call, 1)
                .destination()
                .uri();
    }

    /** Does something on the call's loop and waits for it. */
    void on(Runnable work) {
        loop.submit(work).syncUninterruptibly();
    }

    /** A buyer that was rung, and does something. */
    void phone(String user, Consumer<BuyerLeg.Listener> does) {
        FakePhones.Phone phone = rung(user);
        on(() -> does.accept(phone.tells));
    }

    FakePhones.Phone rung(String user) {
        return Objects.requireNonNull(phones.phones.get(user), () -> user + " was not rung " + lines);
    }

    void answers(String user) {
        phone(user, tells -> tells.buyerAnswered(200, "answer of " + user));
    }

    /** Waits for lines that were not waited for yet, in whatever order: line and loop tell them on threads of their own. */
    void until(String... wanted) throws InterruptedException {
        List<String> all = List.of(wanted);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!lines.containsAll(all)) {
            assertTrue(System.nanoTime() < end, () -> "never «" + all + "»; since then: " + lines);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        all.forEach(lines::remove);
    }

    /** What this call left: nobody is here, no port is taken. */
    void isOver() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (desk.size() > 0 || media.freePorts() < 100) {
            assertTrue(System.nanoTime() < end, () -> desk.size() + " calls, " + media.free + " ports; " + lines);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** From now on nothing can be kept. */
    void closeVault() throws IOException {
        if (!vaultClosed) {
            vaultClosed = true;
            vault.close();
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
        engine.drain(Duration.ofSeconds(5));
        engine.close();
        closeVault();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** After close: what is still held, of all accounts. */
    List<String> held() {
        List<String> found = new ArrayList<>();
        try (Engine again = Engine.open(config(), Exchange::new, List.of())) {
            again.accounts((kind, id, balance, held) -> {
                if (held != 0) {
                    found.add(kind + " " + id + " has " + held);
                }
            });
        }
        return found;
    }

    private EngineConfig config() {
        return EngineConfig.in(folder.resolve("data")).withSlots(1024, 1024).withSync(Sync.NONE, Duration.ofMillis(10));
    }

    /** Two prompts of 20 ms silence. */
    private static Prompts prompts(Path folder) throws IOException {
        Path prompts = Files.createDirectories(folder.resolve("prompts"));
        ByteBuffer wav = ByteBuffer.allocate(44 + 320).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 320);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(320);
        for (String name : List.of("welcome.wav", "notice.wav")) {
            Files.write(prompts.resolve(name), wav.array());
        }
        return Prompts.in(prompts);
    }
}

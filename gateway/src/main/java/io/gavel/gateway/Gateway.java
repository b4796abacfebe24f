package io.gavel.gateway;

import io.gavel.gateway.account.AccountLog;
import io.gavel.gateway.bid.BuyerEdge;
import io.gavel.gateway.call.AnnouncedCalls;
import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.call.webhook.CarrierHooks;
import io.gavel.gateway.client.Clients;
import io.gavel.gateway.config.AnalyticsConfig;
import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.http.Doorkeeper;
import io.gavel.gateway.http.Fresh;
import io.gavel.gateway.http.Idempotency;
import io.gavel.gateway.http.Loop;
import io.gavel.gateway.http.Loops;
import io.gavel.gateway.http.Replies;
import io.gavel.gateway.http.Route;
import io.gavel.gateway.http.Router;
import io.gavel.gateway.http.Sealing;
import io.gavel.gateway.http.Server;
import io.gavel.gateway.http.seller.Geography;
import io.gavel.gateway.http.seller.SellerGate;
import io.gavel.gateway.http.seller.SellerHandlers;
import io.gavel.gateway.market.ApiKeys;
import io.gavel.gateway.market.CarrierPasswords;
import io.gavel.gateway.market.Directory;
import io.gavel.gateway.market.DirectoryFeed;
import io.gavel.gateway.market.Inventory;
import io.gavel.gateway.market.Market;
import io.gavel.gateway.market.MarketWriter;
import io.gavel.gateway.market.OperatorKey;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.Refusal;
import io.gavel.gateway.market.Renewal;
import io.gavel.gateway.market.Sealer;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.market.SigningSecrets;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.ZoneTables;
import io.gavel.gateway.market.admin.AdminRoutes;
import io.gavel.gateway.metric.Metrics;
import io.gavel.gateway.metric.OutputMetrics;
import io.gavel.gateway.number.NumberEdge;
import io.gavel.gateway.report.CallFiles;
import io.gavel.gateway.report.Origins;
import io.gavel.gateway.report.Reports;
import io.gavel.gateway.report.RowSources;
import io.gavel.gateway.report.fact.Facts;
import io.gavel.gateway.speech.Transcriptions;
import io.gavel.gateway.story.Stories;
import io.gavel.gateway.vault.PersonalDataHandler;
import io.gavel.gateway.vault.Seal;
import io.gavel.gateway.vault.erasure.ErasureHandler;
import io.gavel.gateway.vault.erasure.Erasures;
import io.gavel.gateway.visit.Proxies;
import io.gavel.gateway.visit.Sizing;
import io.gavel.gateway.visit.VisitEdge;
import io.gavel.view.LeadRecord;
import io.gavel.view.LeadStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The whole exchange on one page: memory, market, edges, server, in the order in which they are opened; closed in reverse.
 * Opened, started and closed on the main thread.
 */
public final class Gateway implements AutoCloseable {
    private static final long QUARANTINE_MILLIS = 60_000;

    private final ExchangeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Metrics metrics = new Metrics();
    private final Memory memory;
    private final Directory directory = new Directory();
    private final ZoneTables zones = new ZoneTables();
    private final Renewal renewal = new Renewal();
    private final MarketWriter marketWriter;
    private final Market market;
    private final ApiKeys keys;
    private final Vertx vertx;
    private final Clients clients;
    private final Clients platforms;
    private final Replies replies;
    private final Inventory inventory;
    private final NumberEdge numbers;
    private final Health health;
    private final VisitEdge visits;
    private final @Nullable Facts facts;
    private final Erasures erasures;
    private final Reports reports;
    private final ConsolePart console;
    private final Transcriptions transcriptions;
    private final Router router;
    private final Idempotency idempotency;
    private final Server server;
    private final @Nullable CallPart calls;
    private volatile int sipPort;
    private final SimulatedPhones phones = new SimulatedPhones(() -> sipPort);

    private Gateway(ExchangeConfig config) throws IOException {
        this.config = config;
        this.memory = Memory.open(config, clock);
        Directory.Loading loading = directory.load();
        memory.engine().documents(loading);
        loading.finish();
        memory.engine().zones(zones);
        renewal.look(directory.now(), memory.engine()::hasPool, memory.engine()::onlyMarks);

        this.marketWriter = new MarketWriter(memory.engine().inputs(), directory, clock);
        Sealer sealer = new Sealer(memory.vault().secrets().ofMarket());
        this.market = new Market(marketWriter, sealer, CallPart.abilities(config.media()));
        this.keys = new ApiKeys(market, clock);

        Doorkeeper doorkeeper =
                new Doorkeeper(config.http().connections(), config.http().requestSeconds(), metrics);
        int eventLoops = config.http().eventLoops() > 0
                ? config.http().eventLoops()
                : Runtime.getRuntime().availableProcessors();
        this.vertx = doorkeeper.vertx(eventLoops);
        List<Loop> loops = Loops.start(vertx, eventLoops);
        loops.forEach(loop -> loop.wakesOnce(memory.engine().inputs()));
        this.replies = new Replies(loops);
        this.clients =
                Clients.open(vertx, loops.stream().map(Loop::context).toList(), EdgeSettings.clients(config.buyers()));
        clients.serve(SimulatedBuyer.HOST, SimulatedBuyer.open(vertx));
        SigningSecrets secrets = new SigningSecrets(sealer, memory.vault().secrets());
        BuyerEdge buyers = new BuyerEdge(
                memory.engine().inputs(),
                directory,
                secrets,
                memory.vault(),
                clients,
                EdgeSettings.buyers(config.buyers()),
                clock,
                metrics);
        AnnouncedCalls announced = new AnnouncedCalls(memory.views().pings());
        memory.engine()
                .subscribeNear(
                        "edges",
                        new Edges(
                                List.of(new DirectoryFeed(directory, marketWriter::seen), announced, replies, buyers)));
        Geography geography = new Geography();
        Recordings recordings = new Recordings(config.data().resolve("recordings"));
        this.transcriptions = TranscriptionPart.make(config, memory, directory, recordings);
        this.calls = config.sip().enabled()
                ? CallPart.make(
                        config,
                        memory,
                        directory,
                        announced,
                        phones::agent,
                        new CarrierPasswords(sealer),
                        recordings,
                        transcriptions::want,
                        loops,
                        replies,
                        clock,
                        geography::placeOf,
                        metrics)
                : null;

        this.platforms = Clients.open(vertx, List.of(loops.get(0).context()), EdgeSettings.platforms(config.buyers()));
        memory.webhooks()
                .start(
                        directory,
                        secrets,
                        platforms.on(0),
                        EdgeSettings.notifys(config.webhooks()),
                        config.secrets(),
                        memory.views(),
                        new Stories(memory.vault(), memory.visits().vault()),
                        clock,
                        metrics);

        this.inventory = new Inventory(market);
        this.numbers = new NumberEdge(
                config.numbers(),
                config.data().resolve("number-orders"),
                directory,
                inventory,
                platforms.on(0),
                config.secrets(),
                clock);

        this.health = new Health(
                memory.engine(), metrics, () -> calls == null ? 0 : calls.edge().unanswering());
        this.visits = visits();
        this.facts = facts(geography);
        this.reports = new Reports(
                memory.views(),
                directory,
                memory.vault(),
                new Origins(visits::name, memory.visits().vault()),
                memory.engine().inputs(),
                replies,
                clock,
                new CallFiles(
                        recordings::find,
                        recordings::transcript,
                        config.transcription().model() != null),
                geography::placeOf,
                facts,
                new Fresh(memory.engine()::outputBacklog),
                config.views().events());
        memory.engine()
                .subscribePatient(
                        "events", new Edges(List.of(reports.eventFeed(), new OutputMetrics(metrics, directory))));
        Sizing sizing = new Sizing(directory, memory.visits().figures());
        this.erasures = Erasures.open(
                memory.vault(),
                memory.visits().vault(),
                new PersonTraces(memory.views(), recordings, memory.visits().vault(), facts),
                config.data().resolve("erasures"),
                clock);
        Common common = new Common(
                config, memory, directory, market, keys, vertx, loops, replies, clients, platforms, secrets, metrics,
                clock);
        this.console = new ConsolePart(common, reports, recordings, inventory, numbers, sizing, phones, this::isNew);
        metrics.watch(memory.engine());
        metrics.watch(memory.views(), memory.engine());
        metrics.watch(memory.vault());
        Seal seal = memory.vault().secrets().ofAnswers();
        this.idempotency =
                Idempotency.open(config.data().resolve("answers"), new Sealing(seal::seal, seal::open), clock, metrics);
        this.router = new Routes(
                        health,
                        sellers(loops),
                        admin(console.changes()),
                        console.userRoutes(),
                        reports,
                        personalData(),
                        new ErasureHandler(erasures),
                        memory.webhooks().deadLetters(),
                        new Pages(),
                        visits,
                        sizing,
                        new CarrierHooks(
                                directory,
                                new CarrierPasswords(sealer),
                                clients,
                                this::sipHost,
                                memory.engine()::accepting,
                                calls == null
                                        ? (loop, call, number, seller, from, then) -> then.accept(null)
                                        : calls.pings(),
                                clock,
                                metrics)::handle,
                        numbers,
                        console.console())
                .router();
        this.server = new Server(
                vertx,
                config.http(),
                loops,
                router,
                directory,
                new SellerGate(directory, System::nanoTime),
                idempotency,
                metrics);
    }

    /** Opens everything and recovers; nothing is served yet. */
    public static Gateway open(ExchangeConfig config) throws IOException {
        return new Gateway(config);
    }

    /** Starts the line; the operator has a key. */
    public void start() {
        memory.engine().start();
        replies.start();
        new OperatorKey(directory, keys)
                .ensure(
                        config.operator().key(),
                        key -> System.err.println("The operator's key, shown this once: " + key));
        zones.renew(market, clock.instant());
        renewal.renew(market);
        numbers.start();
        endQuarantines();
        vertx.setPeriodic(QUARANTINE_MILLIS, timer -> endQuarantines());
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void endQuarantines() {
        CompletableFuture<Outcome> unused = inventory.endQuarantines(clock.instant());
    }

    /** The port over TLS, after it was opened; 0: there is none. */
    int securePort() {
        return server.securePort();
    }

    /** Where the console's first run begins, with its code; null: everything is set up. */
    public @Nullable String firstRunPath() {
        return console.console().firstRunPath();
    }

    /** Why {@code /readyz} says no; null if it says yes. */
    @Nullable
    String refusal() {
        return memory.engine().refusal();
    }

    /** Every route, to be held against what is documented. */
    public List<Route> routes() {
        return router.routes();
    }

    /** Whether there is no market yet: then one may be imported. */
    public boolean isNew() {
        Snapshot now = directory.now();
        return java.util.Arrays.stream(Section.values()).allMatch(section -> now.end(section.kind()) == 1);
    }

    /**
     * Makes the market what a document says. After start.
     *
     * @param name of the document; ends with {@code .json} for JSON
     * @return what was wrong with it, a sentence each; empty: it is in force
     */
    public List<String> importMarket(String name, byte[] utf8) {
        Outcome outcome = market.replace(name, utf8, false, "import").join();
        return sentences(outcome.refusal());
    }

    /** Listens: for calls first, so that whoever hears READY can place one. */
    public Ports open() {
        int sip = calls == null ? 0 : Told.port("sip.port", config.sip().port(), () -> calls.open(vertx));
        sipPort = sip;
        int http = Told.port("http.port", config.http().port(), server::open);
        console.at(http);
        health.ready();
        if (facts != null) {
            facts.start();
        }
        transcriptions.resume();
        erasures.resume();
        return new Ports(http, sip);
    }

    /** Where it listens; {@code sip} 0: it takes no calls. */
    public record Ports(int http, int sip) {}

    /** No new work; open auctions and deliveries may end within the configured time. */
    public void drain() {
        memory.engine().stopIntake("draining");
        server.drain();
        long patience = System.nanoTime()
                + Duration.ofSeconds(config.drain().leadsSeconds()).toNanos();
        while (replies.waiting() > 0 && System.nanoTime() < patience) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        if (calls != null) {
            calls.drain(Duration.ofSeconds(config.drain().callsSeconds()));
        }
    }

    @Override
    public void close() {
        reports.close();
        console.close();
        server.close();
        erasures.close();
        if (calls != null) {
            calls.close();
        }
        phones.close();
        transcriptions.close();
        numbers.close();
        marketWriter.close();
        memory.engine().stopIntake("draining");
        memory.engine().drain(Duration.ofSeconds(10));
        memory.webhooks().pause();
        clients.close();
        platforms.close();
        console.closeClients();
        idempotency.close();
        memory.engine().close();
        if (facts != null) {
            facts.close(memory.engine().sequence());
        }
        memory.close();
        vertx.close();
    }

    private @Nullable Facts facts(Geography geography) {
        AnalyticsConfig analytics = config.analytics();
        if (!analytics.enabled()) {
            return null;
        }
        Facts made = Facts.of(
                memory.engine(),
                config.data().resolve("analytics"),
                analytics.memoryMebibytes(),
                Duration.ofDays(analytics.keepDays()),
                new RowSources(directory, memory.vault(), memory.visits().vault(), geography::placeOf),
                clock);
        memory.engine().subscribePatient("analytics", made.feed());
        metrics.gauge(
                "analytics.lag",
                "Seconds that long reports are behind; -1: they cannot be read",
                () -> made.lagSeconds(clock.millis() * 1_000));
        return made;
    }

    private SellerHandlers sellers(List<Loop> loops) {
        return new SellerHandlers(
                memory.engine(),
                directory,
                replies,
                memory.vault(),
                memory.visits().vault(),
                memory.views().pings(),
                memory.views().leads(),
                loops,
                this::sipHost,
                visits::story,
                clock);
    }

    /** Where carriers send calls; null while none are taken. */
    private @Nullable String sipHost() {
        int port = sipPort;
        return port == 0 ? null : config.sip().address() + ':' + port;
    }

    private VisitEdge visits() {
        return new VisitEdge(
                memory.engine(),
                directory,
                replies,
                memory.visits().vault(),
                config.visits().perMinute(),
                Proxies.of(config.visits().trustedProxies()),
                System::nanoTime,
                metrics);
    }

    private PersonalDataHandler personalData() {
        LeadStore leads = memory.views().leads();
        return new PersonalDataHandler(memory.vault(), leadId -> {
            LeadRecord lead = leads.find(leadId);
            return lead == null ? 0 : lead.leadRef();
        });
    }

    private AdminRoutes admin(AccountLog changes) {
        return new AdminRoutes(
                config.http(),
                directory,
                market,
                keys,
                changes,
                memory.views(),
                memory.vault().persons(),
                memory.engine().inputs(),
                replies,
                clock);
    }

    private static List<String> sentences(@Nullable Refusal refusal) {
        if (refusal == null) {
            return List.of();
        }
        return refusal.problems().isEmpty()
                ? List.of(refusal.detail())
                : refusal.problems().stream().map(Object::toString).toList();
    }
}

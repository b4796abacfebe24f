package io.gavel.gateway.metric;

import io.gavel.Engine;
import io.gavel.gateway.vault.Vault;
import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.MethodName;
import io.gavel.message.Reason;
import io.gavel.view.StoreName;
import io.gavel.view.Views;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * All that is measured: the names, their labels and their help, on this page. Any thread. No label carries personal data, and
 * every label's values are bounded: later ones are counted as {@code other}. In Prometheus' text, {@code gavel.http.requests}
 * is {@code gavel_http_requests_seconds} and {@code gavel.rejected} is {@code gavel_rejected_total}.
 */
public final class Metrics {
    private static final String[] STATUS =
            IntStream.range(0, 600).mapToObj(Integer::toString).toArray(String[]::new);
    private static final Duration[] STEPS = IntStream.of(
                    250,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000)
            .mapToObj(micros -> Duration.ofNanos(micros * 1_000L))
            .toArray(Duration[]::new);

    private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();
    private static final int UNKNOWN = -1;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Family<Timer> requests = timers("http.requests", "Answered HTTP requests", "route", "status");
    private final Family<Counter> rejected = counters("rejected", "Bad input, by the problem's code", "code", "");
    private final Family<Counter> auctions = counters("auctions", "Pings, by what came of them", "method", "outcome");
    private final Family<Timer> decided = timers("auction", "From a ping to its decision", "method", "");
    private final Family<Counter> leads = counters("leads", "Posted leads, by what came of them", "status", "reason");
    private final Family<Counter> transfers = counters("transfers", "Transfers of the ledger", "kind", "");
    private final Family<Counter> releases = counters("awards.released", "Awards that nobody redeemed", "cause", "");
    private final Family<Timer> bids = timers("bids", "Bid requests, by what came of them", "order", "answer");
    private final Family<Timer> deliveries = timers("deliveries", "Delivery attempts, likewise", "order", "answer");
    private final Family<Counter> breakers =
            counters("breaker.changes", "State changes of the breakers of buyers' endpoints", "endpoint", "state");
    private final Family<Counter> peers =
            counters("sip.peer.changes", "Whether carriers and destinations answer OPTIONS", "peer", "state");
    private final Family<AtomicInteger> answering = new Family<>((peer, unused) -> {
        AtomicInteger state = new AtomicInteger(UNKNOWN);
        Gauge.builder("gavel.sip.peer.up", () -> state.get() == UNKNOWN ? Double.NaN : state.get())
                .description("1 if a carrier or destination answers OPTIONS, 0 if not")
                .tag("peer", peer)
                .strongReference(true)
                .register(registry);
        return state;
    });
    /** The registry holds them weakly only. */
    private final List<DoubleSupplier> totals = new CopyOnWriteArrayList<>();

    private final Family<Counter> counts = counters("events", "Single things that happen, by name", "event", "");

    /** {@code gavel.http.requests{route,status}}: one answered request; the route is its pattern, never the path. */
    public void httpAnswered(String route, int status, long nanos) {
        requests.of(route, STATUS[status > 0 && status < STATUS.length ? status : 0])
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** {@code gavel.rejected{code}}: bad input, by the stable code of the problem it was answered with. */
    public void rejected(String code) {
        rejected.of(code, "").increment();
    }

    /** {@code gavel.auctions{method,outcome}} and {@code gavel.auction{method}}: a ping was answered. */
    void pingAnswered(MethodName method, Reason reason, long micros) {
        String word = word(method);
        auctions.of(word, reason == Reason.NONE ? "accepted" : reason.word()).increment();
        decided.of(word, "").record(micros, TimeUnit.MICROSECONDS);
    }

    /** {@code gavel.leads{status,reason}}: a lead was answered for the first time. */
    void leadAnswered(Enum<?> status, Reason reason) {
        leads.of(word(status), reason == Reason.NONE ? "" : reason.word()).increment();
    }

    /** {@code gavel.transfers{kind}}: money moved. */
    void moved(Enum<?> kind) {
        transfers.of(word(kind), "").increment();
    }

    /** {@code gavel.awards.released{cause}}. */
    void released(Enum<?> cause) {
        releases.of(word(cause), "").increment();
    }

    /** {@code gavel.bids{order,answer}}: what came of one bid request. */
    public void bidAnswered(String order, BidAnswer answer, long micros) {
        bids.of(order, word(answer)).record(micros, TimeUnit.MICROSECONDS);
    }

    /** {@code gavel.deliveries{order,answer}}: what came of one delivery attempt. */
    public void delivered(String order, DeliveryAnswer answer, long micros) {
        deliveries.of(order, word(answer)).record(micros, TimeUnit.MICROSECONDS);
    }

    /** {@code gavel.breaker.changes{endpoint,state}}: a breaker went to {@code open}, {@code probing} or {@code closed}. */
    public void breaker(String endpoint, String state) {
        breakers.of(endpoint, state).increment();
    }

    /**
     * {@code gavel.sip.peer.changes{peer,state}} and {@code gavel.sip.peer.up{peer}}: a carrier or destination that is asked with
     * OPTIONS went {@code up} or {@code down}.
     */
    public void peer(String peer, boolean up) {
        peers.of(peer, up ? "up" : "down").increment();
        answering.of(peer, "").set(up ? 1 : 0);
    }

    /** Nobody asks it any more. */
    public void peerGone(String peer) {
        answering.of(peer, "").set(UNKNOWN);
    }

    /** {@code gavel.events{event}}: something happened that has no figures of its own, for example {@code http.broken_connections}. */
    public void count(String event) {
        counts.of(event, "").increment();
    }

    /** {@code gavel.<name>}, read when it is scraped: the supplier must be cheap and may be called from any thread. */
    public void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder("gavel." + name, value::getAsDouble).description(help).register(registry);
    }

    /** The line: its rings, its journal, its clock. */
    public void watch(Engine engine) {
        total("line.inputs", "Inputs that were applied", engine::sequence);
        total("journal.bytes", "Bytes written to the journal", engine::journalBytes);
        FunctionTimer.builder(
                        "gavel.journal.sync",
                        engine,
                        Engine::journalSyncs,
                        Engine::journalSyncNanos,
                        TimeUnit.NANOSECONDS)
                .description("The journal forced to disk")
                .register(registry);
        gauge("line.input.backlog", "Inputs that wait for the core", engine::inputBacklog);
        gauge("line.output.backlog", "Outputs that the slowest consumer has not heard", engine::outputBacklog);
        gauge("line.accepting", "1 if new work is taken", () -> engine.accepting() ? 1 : 0);
        gauge("line.clock.ahead.micros", "How far the line's time is ahead of the clock", engine::clockAheadMicros);
        gauge(
                "line.snapshot.age",
                "Inputs since the last snapshot",
                () -> engine.sequence() - engine.snapshotSequence());
        gauge(
                "line.remembered.bytes",
                "Memory of what is over and may still be asked for: pings, sales, callers, each for its time",
                engine::rememberedBytes);
        total("line.subscriber.failures", "Outputs that a consumer threw on", engine::subscriberFailures);
    }

    /** The read models: what they keep, what they gave up, how far they are behind. */
    public void watch(Views views, Engine engine) {
        gauge("views.pings", "Pings kept", () -> views.pings().size());
        gauge("views.leads", "Leads kept", () -> views.leads().size());
        gauge(
                "views.lag",
                "Inputs of which the views heard nothing yet (those without outputs count until the next one with)",
                () -> Math.max(0, engine.sequence() - views.appliedSequence()));
        for (StoreName store : StoreName.values()) {
            FunctionCounter.builder("gavel.views.evicted", views, some -> some.evicted(store))
                    .description("Records given up for newer ones; of the P and L: stretches added up")
                    .tag("store", word(store))
                    .register(registry);
        }
    }

    /** The vault: what it keeps and erases. */
    public void watch(Vault vault) {
        total("vault.stored", "Leads stored", () -> vault.figures().stored());
        total("vault.erased", "Leads erased on request", () -> vault.figures().erased());
        total(
                "vault.orphans",
                "Entries erased that no lead referred to",
                () -> vault.figures().orphans());
        total(
                "vault.retired",
                "Leads erased because their time was over",
                () -> vault.figures().retired());
        total(
                "vault.failed",
                "Requests that the disk refused",
                () -> vault.figures().failed());
        gauge(
                "vault.waiting",
                "Requests that wait for the disk",
                () -> vault.figures().waiting());
    }

    /** All of it in Prometheus' text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    /** {@code gavel.<name>}, a count that only grows and is kept elsewhere: read when it is scraped, from any thread. */
    public void total(String name, String help, DoubleSupplier value) {
        totals.add(value);
        FunctionCounter.builder("gavel." + name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .register(registry);
    }

    private Family<Timer> timers(String name, String help, String first, String second) {
        return new Family<>((a, b) -> {
            Timer.Builder timer =
                    Timer.builder("gavel." + name).description(help).tag(first, a);
            return (second.isEmpty() ? timer : timer.tag(second, b))
                    .serviceLevelObjectives(STEPS)
                    .register(registry);
        });
    }

    private Family<Counter> counters(String name, String help, String first, String second) {
        return new Family<>((a, b) -> {
            Counter.Builder counter =
                    Counter.builder("gavel." + name).description(help).tag(first, a);
            return (second.isEmpty() ? counter : counter.tag(second, b)).register(registry);
        });
    }

    private static String word(Enum<?> value) {
        return WORDS.computeIfAbsent(value, unused -> value.name().toLowerCase(Locale.ROOT));
    }
}

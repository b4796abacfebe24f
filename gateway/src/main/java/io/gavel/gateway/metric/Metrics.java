package io.gavel.gateway.metric;

import io.gavel.message.BidAnswer;
import io.gavel.message.DeliveryAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * All that is measured: the names, their labels and their help, on this page. Any thread. No label carries personal data, and
 * every label's values are bounded: what comes after the first {@value #LABELS} values of a label is counted as {@code other}.
 */
public final class Metrics {
    private static final int LABELS = 500;
    private static final Duration[] STEPS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofNanos(2_500_000_000L),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentHashMap<String, Counter> rejected = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> bids = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> deliveries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> breakers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> counted = new ConcurrentHashMap<>();

    /** {@code gavel_rejected_total{code}}: bad input, by the stable code of the problem it was answered with. */
    public void rejected(String code) {
        bounded(rejected, code).increment();
    }

    /** {@code gavel_http_requests_seconds{route,status}}: one answered request; the route is its pattern, never the path. */
    public void httpAnswered(String route, int status, long nanos) {
        String key = route + ' ' + status;
        Timer timer = requests.get(key);
        if (timer == null) {
            timer = requests.computeIfAbsent(
                    requests.size() < LABELS ? key : "other",
                    known -> Timer.builder("gavel.http.requests")
                            .description("Answered HTTP requests")
                            .tag("route", known.equals("other") ? known : route)
                            .tag("status", known.equals("other") ? known : Integer.toString(status))
                            .serviceLevelObjectives(STEPS)
                            .register(registry));
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** {@code gavel_bids_seconds{order,answer}}: what came of one bid request. */
    public void bidAnswered(String order, BidAnswer answer, long micros) {
        String key = order + ' ' + answer;
        Timer timer = bids.get(key);
        if (timer == null) {
            String label = bids.size() < LABELS ? order : "other";
            timer = bids.computeIfAbsent(
                    label + ' ' + answer,
                    known -> Timer.builder("gavel.bids")
                            .description("Bid requests to buyers, by what came of them")
                            .tag("order", label)
                            .tag("answer", word(answer))
                            .serviceLevelObjectives(STEPS)
                            .register(registry));
        }
        timer.record(micros, TimeUnit.MICROSECONDS);
    }

    /** {@code gavel_deliveries_seconds{order,answer}}: what came of one delivery attempt. */
    public void delivered(String order, DeliveryAnswer answer, long micros) {
        String key = order + ' ' + answer;
        Timer timer = deliveries.get(key);
        if (timer == null) {
            String label = deliveries.size() < LABELS ? order : "other";
            timer = deliveries.computeIfAbsent(
                    label + ' ' + answer,
                    known -> Timer.builder("gavel.deliveries")
                            .description("Delivery attempts, by what came of them")
                            .tag("order", label)
                            .tag("answer", word(answer))
                            .serviceLevelObjectives(STEPS)
                            .register(registry));
        }
        timer.record(micros, TimeUnit.MICROSECONDS);
    }

    /** {@code gavel_breaker_changes_total{endpoint,state}}: a breaker went to {@code open}, {@code probing} or {@code closed}. */
    public void breaker(String endpoint, String state) {
        String key = endpoint + ' ' + state;
        Counter counter = breakers.get(key);
        if (counter == null) {
            String label = breakers.size() < LABELS ? endpoint : "other";
            counter = breakers.computeIfAbsent(
                    label + ' ' + state,
                    known -> Counter.builder("gavel.breaker.changes")
                            .description("State changes of the breakers of buyers' endpoints")
                            .tag("endpoint", label)
                            .tag("state", state)
                            .register(registry));
        }
        counter.increment();
    }

    /** A counter {@code gavel_<name>_total} of one event without labels, for example {@code vault.erased}. */
    public void count(String name) {
        counted.computeIfAbsent(name, known -> Counter.builder("gavel." + known).register(registry))
                .increment();
    }

    /** A gauge {@code gavel_<name>}, read when it is scraped: the supplier must be cheap and may be called from any thread. */
    public void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder("gavel." + name, value::getAsDouble).description(help).register(registry);
    }

    /** All of it in Prometheus' text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    private Counter bounded(ConcurrentHashMap<String, Counter> known, String code) {
        Counter counter = known.get(code);
        if (counter != null) {
            return counter;
        }
        return known.computeIfAbsent(
                known.size() < LABELS ? code : "other",
                label -> Counter.builder("gavel.rejected")
                        .description("Bad input, by code")
                        .tag("code", label)
                        .register(registry));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}

package io.gavel.gateway.bid;

import io.gavel.gateway.client.Endpoint;
import io.gavel.gateway.metric.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The breaker of every bid endpoint, one for each address, whichever orders and loops use it. Any thread. */
final class Breakers {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final Map<String, Breaker> byUrl = new ConcurrentHashMap<>();
    private final BuyerSettings settings;
    private final Metrics metrics;

    Breakers(BuyerSettings settings, Metrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    Breaker of(Endpoint endpoint) {
        return byUrl.computeIfAbsent(endpoint.url(), url -> {
            String label = endpoint.label();
            return new Breaker(
                    settings.breakerFailures(),
                    TimeUnit.MILLISECONDS.toNanos(settings.breakerRestMillis()),
                    TimeUnit.MILLISECONDS.toNanos(settings.breakerRestMostMillis()),
                    state -> changed(label, state));
        });
    }

    /** How many endpoints rest now. */
    int resting() {
        int count = 0;
        for (Breaker breaker : byUrl.values()) {
            count += breaker.isResting() ? 1 : 0;
        }
        return count;
    }

    private void changed(String label, String state) {
        metrics.breaker(label, state);
        LOG.info("breaker endpoint={} state={}", label, state);
    }
}

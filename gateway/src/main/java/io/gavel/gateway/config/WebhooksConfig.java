package io.gavel.gateway.config;

/**
 * Webhooks out.
 *
 * @param timeoutMillis of one attempt
 * @param attempts before an event becomes a dead letter
 * @param queue events that may wait per webhook; more become dead letters at once
 */
public record WebhooksConfig(int timeoutMillis, int attempts, int queue) {

    static WebhooksConfig from(Settings settings) {
        return new WebhooksConfig(
                settings.integer("webhooks.timeout_ms", 10_000, 100, 120_000),
                settings.integer("webhooks.attempts", 10, 1, 100),
                settings.integer("webhooks.queue", 10_000, 1, 10_000_000));
    }
}

package io.gavel.gateway.config;

/**
 * What can be looked up later, and how much of it: each store is a file of fixed size, the oldest entries make room.
 *
 * @param pings answered pings, with what explains them
 * @param leads posted leads
 * @param explainHours for which explanations are kept
 * @param audit changes of the market
 * @param events kept for consumers that reconnect
 */
public record ViewsConfig(int pings, int leads, int explainHours, int audit, int events) {

    static ViewsConfig from(Settings settings) {
        return new ViewsConfig(
                settings.integer("views.pings", 200_000, 1000, 100_000_000),
                settings.integer("views.leads", 100_000, 1000, 100_000_000),
                settings.integer("views.explain_hours", 168, 1, 8760),
                settings.integer("views.audit", 100_000, 100, 10_000_000),
                settings.integer("views.events", 10_000, 100, 1_000_000));
    }
}

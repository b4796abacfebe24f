package io.gavel.gateway.config;

/**
 * What can be looked up later, and how much of it: each store has a fixed size, the oldest entries make room.
 *
 * @param pings answered pings, with what explains them
 * @param leads posted leads
 * @param calls calls with their attempts
 * @param transfers sales, returns and payments, for statements and buyers' leads
 * @param standings changes of whether orders take part, for explain
 * @param audit changes of the market
 * @param pnlRows rows of the P and L kept by the minute; older ones are added up to longer stretches
 * @param sources told apart in the P and L
 * @param events kept for consumers that reconnect
 */
public record ViewsConfig(
        int pings,
        int leads,
        int calls,
        int transfers,
        int standings,
        int audit,
        int pnlRows,
        int sources,
        int events) {

    static ViewsConfig from(Settings settings) {
        return new ViewsConfig(
                settings.integer("views.pings", 200_000, 1000, 40_000_000),
                settings.integer("views.leads", 100_000, 1000, 40_000_000),
                settings.integer("views.calls", 100_000, 1000, 40_000_000),
                settings.integer("views.transfers", 500_000, 1000, 10_000_000),
                settings.integer("views.standings", 1_000_000, 1000, 40_000_000),
                settings.integer("views.audit", 100_000, 100, 10_000_000),
                settings.integer("views.pnl_rows", 2_000_000, 1000, 100_000_000),
                settings.integer("views.sources", 1000, 10, 100_000),
                settings.integer("views.events", 10_000, 100, 1_000_000));
    }
}

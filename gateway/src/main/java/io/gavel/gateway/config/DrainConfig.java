package io.gavel.gateway.config;

/**
 * How the exchange stops on SIGTERM.
 *
 * @param leadsSeconds open auctions and deliveries have to end in
 * @param callsSeconds calls in progress may stay up for
 */
public record DrainConfig(int leadsSeconds, int callsSeconds) {

    static DrainConfig from(Settings settings) {
        return new DrainConfig(
                settings.integer("drain.leads_s", 20, 0, 3_600), settings.integer("drain.calls_s", 300, 0, 86_400));
    }
}

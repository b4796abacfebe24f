package io.gavel.gateway.config;

/**
 * Visitors of sites and their numbers.
 *
 * @param perMinute new visitors that one address may bring in a minute
 * @param keepDays what a visit told is erased after so many days, unless a call came of it
 * @param trustedProxies networks, separated by commas, whose X-Forwarded-For is believed; empty: none
 */
public record VisitsConfig(int perMinute, int keepDays, String trustedProxies) {

    static VisitsConfig from(Settings settings) {
        return new VisitsConfig(
                settings.integer("visits.per_minute", 60, 1, 10_000_000),
                settings.integer("visits.keep_days", 31, 1, 3_650),
                settings.networks("visits.trusted_proxies"));
    }
}

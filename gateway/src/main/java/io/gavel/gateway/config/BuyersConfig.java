package io.gavel.gateway.config;

/**
 * How buyers' endpoints are spoken to.
 *
 * @param allowPrivateAddresses whether bid, delivery and webhook addresses may be private, loopback or link-local
 * @param connections open at most to one endpoint (HTTP/1.1), per event loop
 * @param waiting requests that may wait for a connection of one endpoint, per event loop; more are answered as errors
 * @param connectMillis to open a connection
 * @param keepAliveSeconds an idle connection is kept for
 * @param responseBytes of a buyer's answer at most
 * @param breakerFailures in a row that open the breaker, at least 20
 * @param breakerRestMillis it rests before one probe goes through; doubles with each failed probe
 * @param breakerRestMaxMillis but never longer
 */
public record BuyersConfig(
        boolean allowPrivateAddresses,
        int connections,
        int waiting,
        int connectMillis,
        int keepAliveSeconds,
        int responseBytes,
        int breakerFailures,
        int breakerRestMillis,
        int breakerRestMaxMillis) {

    static BuyersConfig from(Settings settings) {
        return new BuyersConfig(
                settings.flag("buyers.allow_private_addresses", false),
                settings.integer("buyers.connections", 64, 1, 65_536),
                settings.integer("buyers.waiting", 256, 0, 1_000_000),
                settings.integer("buyers.connect_ms", 1000, 1, 60_000),
                settings.integer("buyers.keep_alive_s", 60, 1, 3_600),
                settings.integer("buyers.response_bytes", 16_384, 256, 1 << 20),
                settings.integer("buyers.breaker_failures", 20, 20, 100_000),
                settings.integer("buyers.breaker_rest_ms", 1000, 10, 3_600_000),
                settings.integer("buyers.breaker_rest_max_ms", 60_000, 10, 86_400_000));
    }
}

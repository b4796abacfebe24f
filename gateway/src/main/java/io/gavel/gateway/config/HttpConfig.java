package io.gavel.gateway.config;

/**
 * The HTTP server for sellers, buyers and operators.
 *
 * @param port 0 takes a free one
 * @param bind the address to listen on
 * @param eventLoops 0: one per core
 * @param idleSeconds a connection that is silent for so long is closed
 * @param requestSeconds a request that is not complete after so long is answered 408 and closed; only closed, if its head is not
 * @param connections open at most at once; more are refused
 * @param bodyBytes of a request at most, else 413
 * @param marketBytes of a whole market document at most
 * @param suppressionBytes of one upload of suppressed persons at most
 * @param tls a second port, over TLS
 */
public record HttpConfig(
        int port,
        String bind,
        int eventLoops,
        int idleSeconds,
        int requestSeconds,
        int connections,
        int bodyBytes,
        int marketBytes,
        int suppressionBytes,
        HttpTlsConfig tls) {

    static HttpConfig from(Settings settings) {
        return new HttpConfig(
                settings.integer("http.port", 8080, 0, 65535),
                settings.text("http.bind", "0.0.0.0"),
                settings.integer("http.event_loops", 0, 0, 1024),
                settings.integer("http.idle_s", 75, 1, 86_400),
                settings.integer("http.request_s", 10, 1, 3_600),
                settings.integer("http.connections", 50_000, 1, 10_000_000),
                settings.integer("http.body_bytes", 64 * 1024, 1024, 16 << 20),
                settings.integer("http.market_bytes", 64 << 20, 1024, 1 << 30),
                settings.integer("http.suppression_bytes", 1 << 20, 1024, 64 << 20),
                HttpTlsConfig.from(settings));
    }
}

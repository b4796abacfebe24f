package io.gavel.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * HTTP over TLS, on a port of its own. Without a certificate there is none. Both files are read again when they change.
 *
 * @param port 0 takes a free one
 * @param certificate file with our certificate and those between it and a known authority, in PEM; null: none
 * @param key file with its key, in PEM, PKCS #8, without a password; null: none
 */
public record HttpTlsConfig(
        int port, @Nullable String certificate, @Nullable String key) {

    /** Without TLS. */
    public static final HttpTlsConfig NONE = new HttpTlsConfig(0, null, null);

    static HttpTlsConfig from(Settings settings) {
        HttpTlsConfig config = new HttpTlsConfig(
                settings.integer("http.tls.port", 8443, 0, 65535),
                settings.file("http.tls.certificate"),
                settings.file("http.tls.key"));
        if ((config.certificate == null) != (config.key == null)) {
            settings.problem(
                    config.key == null ? "http.tls.key" : "http.tls.certificate",
                    "is missing: a certificate and its key belong together");
        }
        return config;
    }
}

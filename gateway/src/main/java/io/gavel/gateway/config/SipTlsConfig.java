package io.gavel.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Calls over TLS. Without a certificate there is no TLS port; without certificate and {@code trust} no TLS to others either.
 *
 * @param port 0 takes a free one
 * @param certificate file with our certificate and those between it and a known authority, in PEM; null: none
 * @param key file with its key, in PEM, PKCS #8, without a password; null: none
 * @param trust file with the certificates of those whom we believe, in PEM; null: those that the JVM believes
 */
public record SipTlsConfig(
        int port,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String trust) {

    static SipTlsConfig from(Settings settings) {
        SipTlsConfig config = new SipTlsConfig(
                settings.integer("sip.tls.port", 5061, 0, 65535),
                settings.file("sip.tls.certificate"),
                settings.file("sip.tls.key"),
                settings.file("sip.tls.trust"));
        if ((config.certificate == null) != (config.key == null)) {
            settings.problem(
                    config.key == null ? "sip.tls.key" : "sip.tls.certificate",
                    "is missing: a certificate and its key belong together");
        }
        return config;
    }

    /** Whether there is a TLS port. */
    public boolean listens() {
        return certificate != null;
    }

    /** Whether TLS is spoken at all. */
    public boolean isOn() {
        return certificate != null || trust != null;
    }
}

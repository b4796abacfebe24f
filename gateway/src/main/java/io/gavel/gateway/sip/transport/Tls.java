package io.gavel.gateway.sip.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS out of files in PEM (RFC 3261 §26.2, RFC 5922): versions 1.2 and 1.3, a name that we call has to be in the certificate. */
public final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /**
     * Reads what is needed.
     *
     * @param certificate null: we can only call others
     * @param key of the certificate, PKCS #8 without a password
     * @param trust whom we believe; null: whom the JVM believes
     * @throws IOException with a sentence that says which file is no good
     */
    public static StreamSettings settings(@Nullable Path certificate, @Nullable Path key, @Nullable Path trust)
            throws IOException {
        SslContextBuilder client = SslContextBuilder.forClient().protocols(VERSIONS);
        SslContext server = null;
        try {
            if (certificate != null && key != null) {
                server = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                        .protocols(VERSIONS)
                        .clientAuth(ClientAuth.NONE)
                        .build();
                client.keyManager(certificate.toFile(), key.toFile());
            }
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "No certificate in PEM with its key in PKCS #8 (openssl pkcs8 -topk8 -nocrypt makes one): "
                            + certificate + ", " + key + ": " + reason(e),
                    e);
        }
        try {
            File authorities = trust == null ? null : trust.toFile();
            return StreamSettings.PLAIN.with(
                    server, client.trustManager(authorities).build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("No certificates in PEM: " + trust + ": " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() instanceof GeneralSecurityException ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }
}

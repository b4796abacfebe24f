package io.gavel.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the TLS port and its key, from files that are read again when they change: new connections get the new
 * one, open ones stay. What is no certificate, or does not fit its key, is logged and the old one stays.
 */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final long LOOK_MILLIS = 2_000;

    private final Path certificate;
    private final Path key;
    private Buffer seen = Buffer.buffer();

    Certificates(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** As the files are now. Blocks. */
    PemKeyCertOptions read() {
        try {
            Buffer certificates = Buffer.buffer(Files.readAllBytes(certificate));
            Buffer secret = Buffer.buffer(Files.readAllBytes(key));
            seen = certificates.copy().appendBuffer(secret);
            return new PemKeyCertOptions().setCertValue(certificates).setKeyValue(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("http.tls: " + e.getMessage(), e);
        }
    }

    /** Looks at them every few seconds, off the loops. */
    void watch(Vertx vertx, List<HttpServer> servers) {
        vertx.setPeriodic(
                LOOK_MILLIS,
                tick -> vertx.<PemKeyCertOptions>executeBlocking(() -> {
                            Buffer before = seen;
                            PemKeyCertOptions now = read();
                            return seen.equals(before) ? null : now;
                        })
                        .onFailure(failure -> LOG.error("http tls=unchanged problem=\"{}\"", failure.getMessage()))
                        .onSuccess(changed -> {
                            if (changed != null) {
                                servers.forEach(server -> take(server, changed));
                            }
                        }));
    }

    private static void take(HttpServer server, PemKeyCertOptions changed) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(changed)
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"));
        server.updateSSLOptions(options)
                .onFailure(failure -> LOG.error("http tls=unchanged problem=\"{}\"", failure.getMessage()))
                .onSuccess(done -> LOG.info("http tls=renewed"));
    }
}

package io.gavel.gateway.client;

import static io.gavel.gateway.client.RudeServer.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate for "localhost" that is trusted, or not. */
@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    private final Vertx vertx = Vertx.vertx();
    private RudeServer server;
    private KeyStore store;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start()
                .waitFor();
        assertEquals(0, exit);
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        ServerSocket listening =
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server = new RudeServer(
                (socket, in, out) -> {
                    while (!RudeServer.readRequest(in).isEmpty()) {
                        RudeServer.write(out, ok("secret"));
                    }
                },
                listening);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        vertx.close().await();
    }

    @Test
    void speaksTlsWithWhomItTrusts() throws Exception {
        try (Clients clients = clients(trusting())) {
            assertEquals("200 secret", ask(clients, "localhost"));
            assertEquals("200 secret", ask(clients, "localhost"));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        try (Clients clients = clients(trusting())) {
            assertEquals("UNREACHABLE", ask(clients, "127.0.0.1"));
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        try (Clients clients = Clients.open(vertx, List.of(vertx.getOrCreateContext()), settings())) {
            assertEquals("UNREACHABLE", ask(clients, "localhost"));
        }
    }

    private String ask(Clients clients, String host) throws Exception {
        return Outcome.of(clients.on(0), "https://" + host + ":" + server.port() + "/", 15_000)
                .get();
    }

    private Clients clients(SslContext tls) {
        return Clients.open(vertx, List.of(vertx.getOrCreateContext()), settings(), tls);
    }

    private SslContext trusting() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm("HTTPS")
                .trustManager(trust)
                .build();
    }

    private static ClientSettings settings() {
        return new ClientSettings(true, 4, 4, 5000, 60, 4096);
    }
}

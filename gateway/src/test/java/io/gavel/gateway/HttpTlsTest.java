package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.config.ExchangeConfig;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.sip.Certificate;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP over TLS: a port of its own, both versions of HTTP, and a certificate that is renewed while it works. */
@Timeout(60)
class HttpTlsTest {
    @TempDir
    private Path folder;

    @Test
    void theCertificateIsRenewedWithoutARestartAndAWrongOneIsNotTaken() throws Exception {
        Certificate first = Certificate.make(folder, "first");
        Certificate second = Certificate.make(folder, "second");
        try (Gateway gateway = open(first)) {
            gateway.open();
            int port = gateway.securePort();
            assertEquals("first", subject(port, "http/1.1"));
            assertEquals("first", subject(port, "h2"));
            Files.writeString(first.certificate(), "this is no certificate");
            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                assertEquals("first", subject(port, "http/1.1"), "the old one stays");
            }
            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            while (!subject(port, "http/1.1").equals("second")) {
                assertTrue(System.nanoTime() < end + 20_000_000_000L, "the new one is taken");
            }
            assertEquals("second", subject(port, "h2"));
        }
    }

    private static Gateway open(Certificate certificate) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GAVEL_DATA", certificate.key().resolveSibling("data").toString(),
                "GAVEL_HTTP_PORT", "0",
                "GAVEL_HTTP_BIND", "127.0.0.1",
                "GAVEL_HTTP_TLS_PORT", "0",
                "GAVEL_HTTP_TLS_CERTIFICATE", certificate.certificate().toString(),
                "GAVEL_HTTP_TLS_KEY", certificate.key().toString(),
                "GAVEL_SIP_ENABLED", "false"));
        Problems problems = new Problems();
        ExchangeConfig config = ExchangeConfig.read("", environment, problems);
        assertEquals(List.of(), problems.list());
        Gateway gateway = Gateway.open(config);
        gateway.start();
        return gateway;
    }

    /** Whom the server says it is, after it agreed on a protocol and, over HTTP/1.1, answered. */
    private static String subject(int port, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(5_000);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertEquals(protocol, socket.getApplicationProtocol());
            if (protocol.equals("http/1.1")) {
                socket.getOutputStream()
                        .write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            }
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().replace("CN=", "");
        }
    }

    /** Believes everybody: the test looks for itself. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate @Nullable [] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate @Nullable [] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

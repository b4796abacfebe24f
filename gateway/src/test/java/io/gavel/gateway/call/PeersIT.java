package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.Gateway;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway and one UDP socket: who is let in besides calls that are sold, and who is asked whether it is there. */
@Timeout(120)
class PeersIT {
    private static final String KEY = "peers-it-operator";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private @Nullable Gateway gateway;
    private Gateway.Ports ports = new Gateway.Ports(0, 0);

    PeersIT() throws IOException {}

    private void open(String market) throws IOException {
        Gateway opened = Gateway.open(WholeGateway.config(folder, KEY, "24600-24699", Map.of()));
        gateway = opened;
        opened.start();
        assertEquals(List.of(), opened.importMarket("market.yaml", market.getBytes(StandardCharsets.UTF_8)));
        ports = opened.open();
    }

    @AfterEach
    void close() {
        socket.close();
        if (gateway != null) {
            gateway.close();
        }
    }

    /** The answer's first line and all else; null if there is none within a second. */
    private @Nullable String asks(String method, int number, String more) throws IOException {
        String text = method + " sip:+18005550199@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + socket.getLocalPort()
                + ";branch=z9hG4bK" + method + number + ";rport\r\nFrom: <sip:+13035550111@127.0.0.1>;tag=" + number
                + "\r\nTo: <sip:+18005550199@127.0.0.1>\r\nCall-ID: " + method + number + "\r\nCSeq: 1 " + method
                + "\r\nMax-Forwards: 70\r\nContact: <sip:127.0.0.1:" + socket.getLocalPort() + ">\r\n" + more
                + "Content-Length: 0\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), ports.sip()));
        return hears(1_000, "Call-ID: " + method + number);
    }

    /** The next final answer of this call. */
    private @Nullable String hears(int millis, String part) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[4_000], 4_000);
        while (true) {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return null;
            }
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
            if (text.contains(part) && !text.startsWith("SIP/2.0 1")) {
                return text;
            }
        }
    }

    private static String there(@Nullable String text) {
        if (text == null) {
            throw new AssertionError("nothing came");
        }
        return text;
    }

    @Test
    void aCarrierThatAsksIsToldWhatWeDoAndNothingWhileWeDrain() throws Exception {
        open(CallRig.market("", CallRig.order("a", 1, "")));
        String answer = there(asks("OPTIONS", 1, ""));
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
        assertTrue(answer.contains("Allow: INVITE, ACK, BYE"), answer);
        assertTrue(there(asks("REGISTER", 1, "")).startsWith("SIP/2.0 405 "));
        if (gateway != null) {
            gateway.drain();
        }
        String busy = there(asks("OPTIONS", 2, ""));
        assertTrue(busy.startsWith("SIP/2.0 503 "), busy);
        assertTrue(busy.contains("Retry-After: "), busy);
    }

    @Test
    void loopABuyersNumberForwardsBackToATrackingNumber() throws Exception {
        open(CallRig.market("", CallRig.order("a", 1, "")));
        assertTrue(there(asks("INVITE", 1, "X-Gavel-Call: 12\r\n")).startsWith("SIP/2.0 482 "));
    }

    @Test
    void registrationAndScannerFloodsAreRefusedTwentyTimesAndThenNotHeard() throws Exception {
        open(CallRig.market("", CallRig.order("a", 1, "")).replace("127.0.0.1/32", "192.0.2.0/24"));
        for (int at = 0; at < 20; at++) {
            String method = List.of("OPTIONS", "REGISTER", "INVITE").get(at % 3);
            assertTrue(there(asks(method, at, "")).startsWith("SIP/2.0 403 "), method);
        }
        assertNull(asks("REGISTER", 20, ""));
        assertNull(asks("OPTIONS", 21, ""));
        assertNull(asks("INVITE", 22, ""));
    }

    @Test
    void whoIsToBeProbedIsAskedAndItsStateCanBeSeen() throws Exception {
        String here = "sip:desk@127.0.0.1:" + socket.getLocalPort();
        open(CallRig.market("", CallRig.order("a", 1, "probe: true").replace("sip:a@192.0.2.7", here))
                .replace("sip:trunk.example:5070", "sip:127.0.0.1:9"));
        String asked = there(hears(20_000, "OPTIONS " + here));
        String answer = "SIP/2.0 404 Not Found\r\n"
                + asked.substring(asked.indexOf("Via:"), asked.indexOf("\r\n\r\n"))
                        .replaceAll("(?m)^(?!Via|From|To|Call-ID|CSeq).*\r?\n?", "")
                + "\r\nContent-Length: 0\r\n\r\n";
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), ports.sip()));
        long deadline = System.nanoTime() + 60_000_000_000L;
        String metrics = metrics();
        while (!metrics.contains("gavel_sip_peers_up 1.0") || !metrics.contains("gavel_sip_peers_down 1.0")) {
            assertTrue(System.nanoTime() < deadline, metrics);
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
            metrics = metrics();
        }
        assertTrue(metrics.contains("gavel_sip_peer_up{peer=\"127.0.0.1:9\"} 0.0"), metrics);
        assertTrue(
                metrics.contains("gavel_sip_peer_up{peer=\"127.0.0.1:" + socket.getLocalPort() + "\"} 1.0"), metrics);
        assertEquals("{\"status\":\"ok\",\"sip_peers_down\":1}", get("/readyz"));
    }

    private String metrics() throws Exception {
        return get("/metrics");
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path))
                .header("Authorization", "Bearer " + KEY)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}

package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.transaction.Path;
import io.gavel.gateway.sip.transport.Transport;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two stacks and plain sockets on loopback: what only real sockets show. */
@Timeout(60)
class StackTest {
    private final Vertx vertx = Vertx.vertx();
    private final Answering answering = new Answering();
    private final SipStack callee = Answering.start(vertx, 2, 0, answering);
    private final SipStack caller = Answering.start(vertx, 2, 0, new Answering());

    @AfterEach
    void close() {
        caller.close();
        callee.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The Via's transport of the call's ACK side, once it was answered and hung up. */
    private String call(String uri, String filling) throws Exception {
        CompletableFuture<String> answered = new CompletableFuture<>();
        SipMessage invite = SipMessage.request(Method.INVITE, uri)
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<" + uri + ">")
                .add("X-Filling", filling)
                .body("application/sdp", Answering.SDP);
        onLoop(() -> caller.loop(1).invite(invite, InviteOptions.PLAIN, new InviteListener() {
            @Override
            public void onAnswered(SipMessage response, Dialog dialog) {
                dialog.bye();
                answered.complete(String.valueOf(response.header(HeaderName.VIA)));
            }

            @Override
            public void onFailed(InviteFailure failure) {
                answered.completeExceptionally(new AssertionError(failure));
            }

            @Override
            public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
        }));
        return answered.get(30, TimeUnit.SECONDS);
    }

    private void onLoop(Runnable work) {
        caller.run(1, work);
    }

    @Test
    void aCallGoesOverUdp() throws Exception {
        String via = call("sip:x@127.0.0.1:" + callee.port(Transport.UDP), "");
        assertTrue(via.startsWith("SIP/2.0/UDP"), via);
        assertTrue(via.contains("rport=" + caller.port(Transport.UDP)), via);
    }

    /** A buyer whose address was used by a scanner still gets calls, and may hang up. */
    @Test
    void whoWasAskedIsHeardEvenIfStrangersOfItsAddressAreNot() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        SipHandler deaf = new SipHandler() {
            @Override
            public boolean hears(InetAddress address) {
                return false;
            }

            @Override
            public int admit(SipMessage request, Path from) {
                return 403;
            }

            @Override
            public void onInvite(IncomingInvite invite) {
                invite.refuse(403);
            }
        };
        SipStack stack = Answering.start(vertx, 1, 0, deaf);
        try {
            String uri = "sip:x@127.0.0.1:" + callee.port(Transport.UDP);
            SipMessage invite = SipMessage.request(Method.INVITE, uri)
                    .add(HeaderName.FROM, "<sip:us@gavel.example>")
                    .add(HeaderName.TO, "<" + uri + ">")
                    .body("application/sdp", Answering.SDP);
            stack.run(
                    0,
                    () -> stack.loop(0).invite(invite, InviteOptions.PLAIN, new InviteListener() {
                        @Override
                        public void onAnswered(SipMessage response, Dialog dialog) {
                            ended.complete("answered");
                        }

                        @Override
                        public void onFailed(InviteFailure failure) {
                            ended.complete("failed " + failure.kind());
                        }

                        @Override
                        public void onEnded(DialogEnd end, @Nullable SipMessage message) {}
                    }));
            assertEquals("answered", ended.get(40, TimeUnit.SECONDS));
        } finally {
            stack.close();
        }
    }

    @Test
    void aCallGoesOverTcp() throws Exception {
        String via = call("sip:x@127.0.0.1:" + callee.port(Transport.TCP) + ";transport=tcp", "");
        assertTrue(via.startsWith("SIP/2.0/TCP"), via);
    }

    @Test
    void aNameIsResolved() throws Exception {
        assertTrue(call("sip:x@localhost:" + callee.port(Transport.UDP), "").startsWith("SIP/2.0/UDP"));
    }

    @Test
    void aRequestOver1300BytesGoesOverTcpAndFallsBackToADatagramOver2048() throws Exception {
        assertEquals(callee.port(Transport.UDP), callee.port(Transport.TCP));
        String filling = "x".repeat(3_000);
        assertTrue(
                call("sip:x@127.0.0.1:" + callee.port(Transport.UDP), filling).startsWith("SIP/2.0/TCP"));
        try (SipStack udp = Answering.startUdp(vertx, answering)) {
            assertTrue(
                    call("sip:x@127.0.0.1:" + udp.port(Transport.UDP), filling).startsWith("SIP/2.0/UDP"));
        }
    }

    @Test
    void aPortThatSomebodyHasIsNotShared() {
        assertThrows(Exception.class, () -> Answering.start(vertx, 2, callee.port(Transport.UDP), answering));
    }

    @Test
    void rubbishIsCountedAndBrokenRequestsAreAnswered() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(20_000);
            send(socket, "this is no SIP message at all, whatever it is\r\n\r\n");
            send(
                    socket,
                    "OPTIONS sip:x@y SIP/7.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1;rport\r\nFrom: <sip:a@b>;tag=1\r\n"
                            + "To: <sip:x@y>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n");
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);
            String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("SIP/2.0 505 "), answer);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (callee.counters().garbage.sum() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait(); // what has no Call-ID may be read on another loop, later
        }
        assertEquals(1, callee.counters().garbage.sum());
        assertEquals(1, callee.counters().broken.sum());
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), callee.port(Transport.UDP)));
    }

    @Test
    void aPingOnAConnectionIsAnsweredAndRubbishClosesIt() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), callee.port(Transport.TCP))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('\r', socket.getInputStream().read());
            assertEquals('\n', socket.getInputStream().read());
            socket.getOutputStream().write("INVITE x SIP/2.0\r\nl: -5\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    /** RFC 3261 §18.3: a stream has no borders of its own. */
    @Test
    void requestsInPiecesAndSeveralInOneSegmentAreAllAnswered() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), callee.port(Transport.TCP))) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            byte[] three = (options(1) + options(2) + options(3)).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(three);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertEquals(List.of("CSeq: 1 OPTIONS", "CSeq: 2 OPTIONS", "CSeq: 3 OPTIONS"), sequences(answers, 3));
            for (byte octet : options(4).getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
            }
            assertEquals(List.of("CSeq: 4 OPTIONS"), sequences(answers, 1));
        }
    }

    private static String options(int number) {
        return "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bKo" + number
                + ";rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:x@127.0.0.1>\r\nCall-ID: o" + number + "\r\nCSeq: "
                + number
                + " OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    /** The CSeq of so many answers, sorted: calls of two loops overtake each other. */
    private static List<String> sequences(BufferedReader answers, int count) throws IOException {
        List<String> found = new ArrayList<>();
        while (found.size() < count) {
            String line = answers.readLine();
            assertNotNull(line, () -> "closed after " + found);
            if (line.startsWith("SIP/2.0 ")) {
                assertTrue(line.startsWith("SIP/2.0 200 "), line);
            } else if (line.startsWith("CSeq: ")) {
                found.add(line);
            }
        }
        found.sort(null);
        return found;
    }

    @Test
    void udpAndTcpTakeTheSameFreePort() throws Exception {
        for (int at = 0; at < 20; at++) {
            SipStack stack = Answering.start(vertx, 2, 0, answering);
            assertEquals(stack.port(Transport.UDP), stack.port(Transport.TCP));
            stack.close();
        }
    }
}

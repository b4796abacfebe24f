package io.gavel.bench.experiment;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The time from a caller's INVITE to the winner's: both are seen by this process, so the loopback's two hops are in it. The buyer is
 * busy, so a call ends at once; the caller ACKs the refusal.
 */
final class InviteLatency {
    private static final Pattern FROM = Pattern.compile("\r\nFrom: [^\r]*sip:(\\+1303[0-9]{7})@");
    private static final int FIRST = 2_000_000;
    private static final int OWN_WARM_UP = 200;
    private static final int PATIENCE_MILLIS = 2_000;

    private final DatagramSocket caller = socket();
    private final DatagramSocket buyer;
    private final ConcurrentHashMap<String, Long> sent = new ConcurrentHashMap<>();
    private final Histogram nanos = new ConcurrentHistogram(60_000_000_000L, 3);

    /** {@code buyerPort}: where the market's orders ring. */
    InviteLatency(int buyerPort) throws IOException {
        buyer = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), buyerPort));
        buyer.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Places calls at an even pace; the times of those whose INVITE arrived, but for the first 200. */
    Histogram measure(int sipPort, int rate, int calls) throws IOException {
        Thread busy = new Thread(this::beBusy, "buyer");
        Thread answers = new Thread(() -> acknowledge(sipPort), "caller");
        busy.start();
        answers.start();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(1_000_000, due - System.nanoTime()));
            }
            String number = String.format(java.util.Locale.ROOT, "+1303%07d", FIRST + i);
            byte[] invite = invite(number, i, sipPort);
            sent.put(number, System.nanoTime());
            caller.send(new DatagramPacket(invite, invite.length, InetAddress.getLoopbackAddress(), sipPort));
        }
        try {
            busy.join();
            answers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        caller.close();
        buyer.close();
        return nanos;
    }

    private void beBusy() {
        DatagramPacket packet = new DatagramPacket(new byte[8_192], 8_192);
        try {
            while (true) {
                packet.setLength(8_192);
                buyer.receive(packet);
                long now = System.nanoTime();
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                Matcher from = FROM.matcher(text);
                if (!text.startsWith("INVITE") || !from.find()) {
                    continue;
                }
                Long since = sent.remove(from.group(1));
                if (since != null && counts(from.group(1))) {
                    nanos.recordValue(now - since);
                }
                byte[] refusal = refusal(text).getBytes(StandardCharsets.UTF_8);
                buyer.send(new DatagramPacket(refusal, refusal.length, packet.getSocketAddress()));
            }
        } catch (SocketTimeoutException e) {
            // nobody calls any more
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The first calls warm this process up, not the exchange. */
    private static boolean counts(String number) {
        return Integer.parseInt(number.substring(5)) >= FIRST + OWN_WARM_UP;
    }

    private void acknowledge(int sipPort) {
        DatagramPacket packet = new DatagramPacket(new byte[8_192], 8_192);
        try {
            while (true) {
                packet.setLength(8_192);
                caller.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.startsWith("SIP/2.0 1")) {
                    continue;
                }
                byte[] ack = (request("ACK", "sip:+18005550199@127.0.0.1:" + sipPort)
                                + headers(text, "Via", "From", "To", "Call-ID")
                                + "CSeq: 1 ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
                caller.send(new DatagramPacket(ack, ack.length, packet.getSocketAddress()));
            }
        } catch (SocketTimeoutException e) {
            // all have ended
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] invite(String number, int i, int sipPort) {
        String sdp =
                "v=0\r\no=x 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\n";
        String at = "127.0.0.1:" + caller.getLocalPort();
        return (request("INVITE", "sip:+18005550199@127.0.0.1:" + sipPort) + "Via: SIP/2.0/UDP " + at
                        + ";branch=z9hG4bKl" + i + "\r\nFrom: <sip:" + number + "@127.0.0.1>;tag=l" + i
                        + "\r\nTo: <sip:+18005550199@127.0.0.1>\r\nCall-ID: l" + i + "-" + caller.getLocalPort()
                        + "\r\nCSeq: 1 INVITE\r\nContact: <sip:x@" + at
                        + ">\r\nMax-Forwards: 70\r\nContent-Type: application/sdp\r\nContent-Length: " + sdp.length()
                        + "\r\n\r\n" + sdp)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String request(String method, String uri) {
        return method + " " + uri + " SIP/2.0\r\n";
    }

    private static String refusal(String invite) {
        return "SIP/2.0 486 Busy Here\r\n"
                + headers(invite, "Via", "From", "To", "Call-ID", "CSeq").replaceFirst("(\r\nTo: [^\r]*)", "$1;tag=b")
                + "Content-Length: 0\r\n\r\n";
    }

    private static String headers(String message, String... names) {
        StringBuilder found = new StringBuilder();
        for (String line : message.split("\r\n", -1)) {
            for (String name : names) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    found.append(line).append("\r\n");
                }
            }
        }
        return found.toString();
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}

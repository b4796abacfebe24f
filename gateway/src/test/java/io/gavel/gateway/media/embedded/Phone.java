package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.media.MediaLeg;
import io.gavel.gateway.media.audio.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A far side: one real UDP socket that speaks RTP at the tempo of the test. */
final class Phone implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final int DEADLINE_MILLIS = 10_000;

    final DatagramSocket socket;
    int source;
    int sequence = 65_530;
    int timestamp = -800;
    int type;
    private InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    /** One packet as it came. */
    record Heard(int type, boolean marker, int sequence, int timestamp, int source, byte[] payload) {}

    Phone(int source, Codec codec) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.source = source;
        this.type = codec.payloadType();
    }

    String sdp(String direction, Codec... codecs) {
        StringBuilder formats = new StringBuilder();
        for (Codec codec : codecs) {
            formats.append(codec.payloadType()).append(' ');
        }
        return "v=0\r\no=phone 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + socket.getLocalPort() + " RTP/AVP " + formats + "96\r\na=rtpmap:96 telephone-event/8000\r\na="
                + direction + "\r\n";
    }

    /** Offers, and sends to the answer's port. */
    String calls(MediaLeg leg, Codec... codecs) throws Exception {
        String answer = Now.answer(leg, sdp("sendrecv", codecs));
        sendTo(answer);
        return answer;
    }

    /** Takes the leg's offer, and sends to its port. */
    String isCalled(MediaLeg leg, Codec codec) throws Exception {
        String offer = Now.offer(leg);
        assertEquals(200, Now.answered(leg, sdp("sendrecv", codec)));
        sendTo(offer);
        return offer;
    }

    void sendTo(String sdp) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port(sdp));
    }

    static int port(String sdp) {
        Matcher matcher = PORT.matcher(sdp);
        if (!matcher.find()) {
            throw new AssertionError(sdp);
        }
        return Integer.parseInt(matcher.group(1));
    }

    void say(int value) {
        byte[] payload = new byte[160];
        Arrays.fill(payload, (byte) value);
        send(type, false, timestamp, payload);
        timestamp += 160;
    }

    /** A key with its end three times over. */
    void press(int code) {
        for (int i = 1; i <= 5; i++) {
            boolean end = i > 2;
            int duration = Math.min(i, 3) * 160;
            send(96, i == 1, timestamp, new byte[] {
                (byte) code, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
            });
        }
        timestamp += 480;
    }

    void send(int payloadType, boolean marker, int at, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) ((marker ? 0x80 : 0) | payloadType)).putShort((short) sequence++);
        packet.putInt(at).putInt(source).put(payload);
        raw(packet.array());
    }

    void raw(byte[] bytes) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet that fits; others are passed over. */
    Heard hears(Predicate<Heard> which) {
        long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000L;
        while (System.nanoTime() < deadline) {
            Heard heard = next(DEADLINE_MILLIS);
            if (heard != null && which.test(heard)) {
                return heard;
            }
        }
        throw new AssertionError("Not heard");
    }

    Heard hears() {
        return hears(heard -> true);
    }

    /** Audio that holds nothing but this byte. */
    Heard hears(int value) {
        return hears(heard -> heard.payload().length == 160 && isAll(heard.payload(), value));
    }

    static boolean isAll(byte[] payload, int value) {
        for (byte sample : payload) {
            if (sample != (byte) value) {
                return false;
            }
        }
        return true;
    }

    /** Null after the time-out. */
    @Nullable
    Heard next(int millis) {
        byte[] bytes = new byte[2_048];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        try {
            socket.setSoTimeout(millis);
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer read = ByteBuffer.wrap(bytes, 0, packet.getLength());
        int first = read.getShort();
        int sequenceNumber = read.getShort() & 0xFFFF;
        int at = read.getInt();
        int from = read.getInt();
        byte[] payload = Arrays.copyOfRange(bytes, 12, packet.getLength());
        return new Heard(first & 0x7F, (first & 0x80) != 0, sequenceNumber, at, from, payload);
    }

    @Override
    public void close() {
        socket.close();
    }
}

package io.gavel.gateway.media.rtpengine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A far side with one real UDP socket: says one byte all the time, counts the bytes that it hears. */
final class Far implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final DatagramSocket socket;
    private final FarReports reports;
    private final int voice;
    private final int[] heard = new int[256];
    private int events;
    private int sequence;
    private InetSocketAddress target = new InetSocketAddress(0);

    Far(int voice) throws IOException {
        this.voice = voice;
        Ports ports = ports();
        this.socket = ports.audio;
        this.reports = ports.reports;
        socket.setSoTimeout(1);
    }

    private record Ports(DatagramSocket audio, FarReports reports) {}

    /** Two neighbours that nobody has. */
    private static Ports ports() throws IOException {
        while (true) {
            DatagramSocket audio = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            try {
                return new Ports(audio, new FarReports(audio.getLocalPort() + 1));
            } catch (IOException e) {
                audio.close();
            }
        }
    }

    String sdp() {
        return "v=0\r\no=far 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + socket.getLocalPort() + " RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";
    }

    void sendTo(String sdp) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port(sdp));
    }

    int port() {
        return target.getPort();
    }

    static int port(String sdp) {
        Matcher matcher = PORT.matcher(sdp);
        if (!matcher.find()) {
            throw new AssertionError(sdp);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Says what was lost of this voice, and how uneven it came. */
    void report(int about, int lost, int jitterSamples) throws IOException {
        reports.say(target.getPort(), voice, about, lost, jitterSamples);
    }

    /** One frame, and what was heard by now. */
    void say() {
        if (target.getPort() != 0) {
            ByteBuffer packet = header(0, sequence * 160);
            for (int i = 0; i < 160; i++) {
                packet.put((byte) voice);
            }
            send(packet);
        }
        hear();
    }

    void press(int code) {
        int at = sequence * 160;
        for (int i = 1; i <= 6; i++) {
            ByteBuffer packet = header(101, at);
            packet.put((byte) code).put((byte) (i > 3 ? 0x8A : 0x0A)).putShort((short) (160 * Math.min(i, 4)));
            send(packet);
        }
    }

    private ByteBuffer header(int type, int timestamp) {
        ByteBuffer packet = ByteBuffer.allocate(172);
        packet.put((byte) 0x80).put((byte) type).putShort((short) sequence++);
        return packet.putInt(timestamp).putInt(voice);
    }

    private void send(ByteBuffer packet) {
        try {
            socket.send(new DatagramPacket(packet.array(), packet.position(), target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear() {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                socket.receive(packet);
                int type = packet.getData()[1] & 0x7f;
                if (type == 0) {
                    heard[packet.getData()[20] & 0xff]++;
                } else if (type == 101) {
                    events++;
                }
            }
        } catch (SocketTimeoutException e) {
            // that was all
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packets of this voice so far. */
    int heard(int of) {
        return heard[of & 0xff];
    }

    int events() {
        return events;
    }

    @Override
    public void close() {
        reports.close();
        socket.close();
    }
}

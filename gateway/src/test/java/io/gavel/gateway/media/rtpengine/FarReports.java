package io.gavel.gateway.media.rtpengine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** The RTCP of a far side: says what it lost of the other's audio, and when it heard the other's last report (RFC 3550 §6.4.1). */
final class FarReports implements AutoCloseable {
    private static final int SENDER_REPORT = 200;
    private static final int DESCRIPTION = 202;

    private final DatagramSocket socket;
    private int heardStamp;
    private long heardNanos;

    /** {@code port}: the one above the audio's. */
    FarReports(int port) throws IOException {
        socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(1);
    }

    /** To the port above {@code audioPort}: {@code about} lost so many, and came so uneven. */
    void say(int audioPort, int source, int about, int lost, int jitterSamples) throws IOException {
        hear();
        ByteBuffer report = ByteBuffer.allocate(64);
        long seconds = System.currentTimeMillis() / 1_000;
        report.put((byte) 0x81).put((byte) SENDER_REPORT).putShort((short) 12).putInt(source);
        report.putInt((int) (seconds + 2_208_988_800L)).putInt((int) System.nanoTime());
        report.putInt(0).putInt(1).putInt(160);
        report.putInt(about).putInt(lost).putInt(100).putInt(jitterSamples).putInt(heardStamp);
        report.putInt(heardStamp == 0 ? 0 : (int) ((System.nanoTime() - heardNanos) * 65_536 / 1_000_000_000L));
        report.put((byte) 0x81).put((byte) DESCRIPTION).putShort((short) 2).putInt(source);
        report.put((byte) 1).put((byte) 1).put((byte) 'x').put((byte) 0);
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), audioPort + 1);
        socket.send(new DatagramPacket(report.array(), report.position(), to));
    }

    private void hear() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                socket.receive(packet);
                ByteBuffer heard = ByteBuffer.wrap(packet.getData());
                if ((heard.get(1) & 0xff) == SENDER_REPORT) {
                    heardStamp = heard.getInt(10);
                    heardNanos = System.nanoTime();
                }
            }
        } catch (SocketTimeoutException e) {
            // that was all
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

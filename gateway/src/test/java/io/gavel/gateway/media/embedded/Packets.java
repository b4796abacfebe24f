package io.gavel.gateway.media.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/** RTP packets for tests. */
final class Packets {
    private Packets() {}

    static ByteBuf audio(int sequence, int timestamp, int source, int value) {
        byte[] payload = new byte[160];
        Arrays.fill(payload, (byte) value);
        return packet(0, sequence, timestamp, source, payload);
    }

    static ByteBuf event(int timestamp, int code, boolean end, int duration) {
        return packet(101, 0, timestamp, 0, new byte[] {
            (byte) code, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
        });
    }

    private static ByteBuf packet(int type, int sequence, int timestamp, int source, byte[] payload) {
        ByteBuf packet = Unpooled.buffer();
        Rtp.write(packet, false, type, sequence, timestamp, source);
        return packet.writeBytes(payload);
    }
}

package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpTest {
    @Test
    void whateverIsValidHasItsPayloadInside() {
        Random random = new Random(3);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (random.nextInt(8) == 0 ? bytes[0] : 0x80 | (bytes[0] & 0x3F));
            }
            ByteBuf packet = Unpooled.wrappedBuffer(bytes);
            if (Rtp.isValid(packet)) {
                valid++;
                int from = Rtp.payloadAt(packet);
                int to = Rtp.payloadEnd(packet);
                assertTrue(from >= 12 && from <= to && to <= bytes.length, "packet " + i);
            }
        }
        assertTrue(valid > 1_000);
    }

    @Test
    void sourcesExtensionAndPaddingAreNoPayload() {
        ByteBuf packet = Unpooled.buffer();
        packet.writeByte(0x80 | 0x20 | 0x10 | 2)
                .writeByte(0x80)
                .writeShort(7)
                .writeInt(8)
                .writeInt(9);
        packet.writeInt(1).writeInt(2);
        packet.writeShort(0xBEDE).writeShort(1).writeInt(3);
        packet.writeZero(10).writeByte(0).writeByte(0).writeByte(3);

        assertTrue(Rtp.isValid(packet));
        assertEquals(28, Rtp.payloadAt(packet));
        assertEquals(38, Rtp.payloadEnd(packet));
        assertTrue(Rtp.marker(packet));
        assertFalse(Rtp.isValid(packet.slice(0, 24)));
    }
}

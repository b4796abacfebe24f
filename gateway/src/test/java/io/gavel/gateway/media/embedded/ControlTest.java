package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports as two sides exchange them. */
class ControlTest {
    private static final long FRAME = 20_000_000L;
    private static final int OURS = 0xABCD;

    @Test
    void theOtherSideReadsWhatWeReport() {
        Outgoing theirs = new Outgoing(0x1234, 0, 0);
        Reception ours = new Reception();
        for (int i = 0; i < 100; i++) {
            ByteBuf packet = Unpooled.buffer();
            theirs.own(packet, 0, false, 160, i * FRAME);
            if (i % 4 != 1) {
                ours.received(Rtp.sequence(packet), Rtp.timestamp(packet), Rtp.source(packet), i * FRAME);
            }
        }
        ByteBuf report = Unpooled.buffer();
        new Control().write(report, new Outgoing(OURS, 0, 0), ours, Instant.EPOCH, 100 * FRAME, true);
        Control far = new Control();

        assertTrue(far.read(report, 0x1234, 0));
        assertEquals(25, far.farLost());
        assertEquals(0, report.writerIndex() % 4);
        Control uninvolved = new Control();
        assertTrue(uninvolved.read(report, 0x9999, 0));
        assertEquals(-1, uninvolved.farLost());
    }

    @Test
    void aSenderSaysWhenAndHowMuch() {
        Outgoing out = new Outgoing(OURS, 0, 1_000);
        ByteBuf first = Unpooled.buffer();
        out.own(first, 0, false, 160, 0);
        ByteBuf report = Unpooled.buffer();
        new Control().write(report, out, new Reception(), Instant.ofEpochSecond(1, 500_000_000), 50 * FRAME, false);

        assertEquals(200, report.getUnsignedByte(1));
        assertEquals(6, report.getUnsignedShort(2));
        assertEquals(OURS, report.getInt(4));
        assertEquals(2_208_988_801L, report.getUnsignedInt(8));
        assertEquals(0x8000_0000, report.getInt(12));
        assertEquals(1_000 + 50 * 160, report.getInt(16));
        assertEquals(1, report.getInt(20));
        assertEquals(160, report.getInt(24));
    }

    @Test
    void nonsenseIsNoReport() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x1F);
                bytes[1] = (byte) (200 + i % 3);
                bytes[2] = 0;
                bytes[3] &= 0x1F;
            }
            new Control().read(Unpooled.wrappedBuffer(bytes), random.nextInt(), i);
        }
        assertFalse(new Control().read(Unpooled.wrappedBuffer(new byte[3]), 1, 0));
    }
}

package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** One stream, whoever speaks. */
class OutgoingTest {
    private static final long FRAME = 20_000_000L;
    private static final int OURS = 0xCAFE;

    private final Outgoing out = new Outgoing(OURS, 65_534, 1_000);

    @Test
    void sequenceAndTimeGoOnOverTheirEndsAndChangesOfSource() {
        ByteBuf first = own(0);
        ByteBuf second = own(FRAME);
        out.cut();
        ByteBuf third = relayed(Packets.audio(7, 50_000, 1, 0), 5 * FRAME);
        ByteBuf fourth = relayed(Packets.audio(8, 50_160, 1, 0), 6 * FRAME);
        ByteBuf other = relayed(Packets.audio(9, 1, 2, 0), 7 * FRAME);

        is(first, true, 65_534, 1_000);
        is(second, false, 65_535, 1_160);
        is(third, true, 0, 1_160 + 4 * 160);
        is(fourth, false, 1, 1_960);
        is(other, true, 2, 2_120);
    }

    @Test
    void lossesOfTheSourceStayVisibleAndDisorderIsKept() {
        relayed(Packets.audio(100, 0, 1, 0), 0);
        ByteBuf ahead = relayed(Packets.audio(103, 480, 1, 0), 3 * FRAME);
        ByteBuf behind = relayed(Packets.audio(102, 320, 1, 0), 3 * FRAME);
        ByteBuf next = relayed(Packets.audio(104, 640, 1, 0), 4 * FRAME);

        is(ahead, false, 65_537 & 0xFFFF, 1_480);
        is(behind, false, 0, 1_320);
        is(next, false, 2, 1_640);
    }

    @Test
    void whatIsOlderThanTheChangeIsNotSent() {
        relayed(Packets.audio(100, 16_000, 1, 0), 0);
        assertFalse(out.relay(Packets.audio(99, 15_840, 1, 0), 0, 1));
        assertEquals(1, out.packets());
    }

    @Test
    void aSourceMayRunForLongerThanItsSequenceNumbers() {
        for (int i = 0; i < 200_000; i++) {
            ByteBuf packet = relayed(Packets.audio(i & 0xFFFF, i * 160, 1, 0), i * FRAME);
            is(packet, i == 0, (65_534 + i) & 0xFFFF, 1_000 + i * 160);
        }
    }

    @Test
    void whatIsWithheldIsNotLost() {
        relayed(Packets.audio(1, 0, 1, 0), 0);
        out.withhold();
        is(relayed(Packets.audio(3, 320, 1, 0), 2 * FRAME), false, 65_535, 1_320);
    }

    private ByteBuf own(long now) {
        ByteBuf packet = Unpooled.buffer();
        out.own(packet, 0, false, 160, now);
        return packet;
    }

    private ByteBuf relayed(ByteBuf packet, long now) {
        assertTrue(out.relay(packet, 0, now));
        return packet;
    }

    private static void is(ByteBuf packet, boolean marker, int sequence, int timestamp) {
        assertEquals(OURS, Rtp.source(packet));
        assertEquals(sequence, Rtp.sequence(packet));
        assertEquals(timestamp, Rtp.timestamp(packet));
        assertEquals(marker, Rtp.marker(packet));
    }
}

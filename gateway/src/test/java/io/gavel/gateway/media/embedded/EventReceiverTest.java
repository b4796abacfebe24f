package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Each key once, whatever is lost, doubled or late. */
class EventReceiverTest {
    private static final char NONE = EventReceiver.NONE;

    private final EventReceiver keys = new EventReceiver();

    @Test
    void aKeyIsToldAtItsFirstEnd() {
        assertEquals(NONE, event(0, 5, false, 160));
        assertEquals(NONE, event(0, 5, false, 320));
        assertEquals('5', event(0, 5, true, 480));
        assertEquals(NONE, event(0, 5, true, 480));
        assertEquals(NONE, event(0, 5, true, 480));
        assertEquals('5', event(4_000, 5, true, 480), "the same key again");
    }

    @Test
    void anEndAloneIsEnough() {
        assertEquals('#', event(-100, 11, true, 480));
        assertEquals(NONE, event(-100, 11, false, 320));
    }

    @Test
    void aKeyWhoseEndsWereLostIsToldByWhatFollows() {
        event(0, 1, false, 160);
        assertEquals('1', event(2_000, 2, false, 160));
        assertEquals(NONE, keys.audio(2_100));
        assertEquals('2', keys.audio(4_000));
        assertEquals(NONE, keys.audio(8_000));
    }

    @Test
    void aLateEndOfAnOldKeyIsNothingNew() {
        event(0, 1, true, 160);
        event(2_000, 2, false, 160);
        assertEquals(NONE, event(0, 1, true, 160));
        assertEquals('2', event(2_000, 2, true, 320));
    }

    @Test
    void othersThanKeysAndCutPacketsAreNothing() {
        assertEquals(NONE, event(0, 16, true, 160));
        assertEquals(NONE, keys.audio(100_000));
        ByteBuf cut = Unpooled.buffer().writeZero(15);
        assertEquals(NONE, keys.event(9_000, cut, 12, 15));
        assertEquals('D', event(10_000, 15, true, 160));
    }

    @Test
    void timestampsGoOnOverTheirEnd() {
        assertEquals('1', event(0x7FFF_FFF0, 1, true, 160));
        assertEquals('2', event(0x8000_0400, 2, true, 160));
    }

    @Test
    void afterAChangeOfSourceAnyTimestampIsNew() {
        assertEquals('1', event(1_000_000, 1, true, 160));
        keys.reset();
        assertEquals('2', event(5, 2, true, 160));
    }

    private char event(int timestamp, int code, boolean end, int duration) {
        ByteBuf packet = Packets.event(timestamp, code, end, duration);
        return keys.event(timestamp, packet, 12, packet.writerIndex());
    }
}

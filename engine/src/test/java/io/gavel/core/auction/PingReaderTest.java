package io.gavel.core.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.Attributes;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingReceivedEncoder;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PingReaderTest {
    private static final int FIXED = MessageHeaderEncoder.ENCODED_LENGTH + PingReceivedEncoder.BLOCK_LENGTH;

    private final PingReader reader = new PingReader(new PingAttributes());

    @Test
    void aPingThatBreaksOffAnywhereIsNone() {
        UnsafeBuffer whole = ping();
        assertTrue(reads(whole));
        for (int length = FIXED; length < whole.capacity(); length++) {
            assertFalse(reads(new UnsafeBuffer(whole, 0, length)), "of " + whole.capacity() + " bytes " + length);
        }
    }

    @Test
    void aPingIsReadToItsLastByte() {
        Auction auction = new Auction(0);
        auction.clear();

        reader.read(auction, 7, ping());

        assertEquals(2, auction.persons);
        assertEquals(9, auction.personFields[1]);
        assertEquals(22, auction.personKeys[1]);
        assertEquals(5, auction.sourceLength);
        assertEquals(2 + 5 + 2 + 3, auction.textsLength);
        assertEquals(ping().capacity(), auction.textsAt + auction.textsLength);
        assertEquals(auction.pingLength, auction.textsAt + auction.textsLength);
    }

    @Test
    void whateverFollowsTheFixedBlockNothingIsReadBeyondTheEnd() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            UnsafeBuffer ping = ping();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int at = FIXED + random.nextInt(ping.capacity() - FIXED);
                ping.putByte(at, (byte) (random.nextBoolean() ? random.nextInt() : -1));
            }
            reads(ping);
        }
    }

    private boolean reads(UnsafeBuffer message) {
        Auction auction = new Auction(0);
        auction.clear();
        return reader.read(auction, 7, message);
    }

    private static UnsafeBuffer ping() {
        ExpandableArrayBuffer out = new ExpandableArrayBuffer();
        PingReceivedEncoder message = new PingReceivedEncoder().wrapAndApplyHeader(out, 0, new MessageHeaderEncoder());
        new Attributes().set(3, 44).set(5, "Miami").set(6, -1).write(message);
        message.personsCount(2).next().fieldId(8).key(11).next().fieldId(9).key(22);
        message.source("fb-12").subId("a-1");
        return new UnsafeBuffer(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }
}

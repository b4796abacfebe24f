package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Who is listened to. */
class LatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final InetSocketAddress DESCRIBED = new InetSocketAddress("10.0.0.1", 4_000);
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 5_000);
    private static final InetSocketAddress OUTSIDE_OTHER_PORT = new InetSocketAddress("192.0.2.1", 5_002);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.9", 4_000);

    private final Latch latch = new Latch();

    @Test
    void theFirstPacketDecidesAndStrangersAreRefused() {
        latch.describe(DESCRIBED, 0);
        assertEquals(DESCRIBED, latch.target());

        assertTrue(latch.accepts(OUTSIDE, 1, SECOND));
        assertEquals(OUTSIDE, latch.target());
        assertFalse(latch.accepts(STRANGER, 1, SECOND));
        assertFalse(latch.accepts(STRANGER, 2, 60 * SECOND), "not even with another SSRC after a silence");
        assertTrue(latch.accepts(OUTSIDE, 1, 61 * SECOND));
    }

    @Test
    void aStrangerWhoWasFirstLosesToTheDescribedAddress() {
        latch.describe(DESCRIBED, 0);
        assertTrue(latch.accepts(STRANGER, 1, 0));
        assertTrue(latch.accepts(DESCRIBED, 2, 1));
        assertFalse(latch.accepts(STRANGER, 1, 2));
        assertEquals(DESCRIBED, latch.target());
    }

    @Test
    void anotherPortOfTheSameHostIsFollowedOnlyWithAnotherSourceAfterSilence() {
        latch.describe(DESCRIBED, 0);
        latch.accepts(OUTSIDE, 1, 0);
        assertFalse(latch.accepts(OUTSIDE_OTHER_PORT, 2, SECOND / 10));
        assertFalse(latch.accepts(OUTSIDE_OTHER_PORT, 1, SECOND));
        assertTrue(latch.accepts(OUTSIDE_OTHER_PORT, 2, SECOND));
        assertEquals(OUTSIDE_OTHER_PORT, latch.target());
    }

    @Test
    void aNewDescriptionOpensTheLatchForAWhile() {
        latch.describe(DESCRIBED, 0);
        latch.accepts(OUTSIDE, 1, 0);
        latch.describe(DESCRIBED, 0);
        assertEquals(OUTSIDE, latch.target(), "the same address again: the learned one stays");
        assertTrue(latch.accepts(OUTSIDE, 1, SECOND));
        assertTrue(latch.accepts(OUTSIDE_OTHER_PORT, 1, 2 * SECOND));
        assertFalse(latch.accepts(OUTSIDE, 1, 2 * SECOND), "only once");

        latch.describe(DESCRIBED, 3 * SECOND);
        assertFalse(latch.accepts(STRANGER, 1, 9 * SECOND), "not for ever");
    }

    @Test
    void aNewAddressIsSentToAtOnce() {
        latch.describe(DESCRIBED, 0);
        latch.accepts(DESCRIBED, 1, 0);
        latch.describe(OUTSIDE, SECOND);
        assertEquals(OUTSIDE, latch.target());
        assertTrue(latch.accepts(DESCRIBED, 1, SECOND), "what was on its way");
        assertEquals(OUTSIDE, latch.target());
        assertTrue(latch.accepts(OUTSIDE, 2, 2 * SECOND));
        assertFalse(latch.accepts(DESCRIBED, 1, 2 * SECOND));
    }

    @Test
    void withoutAnAddressThePacketTells() {
        latch.describe(null, 0);
        assertNull(latch.target());
        assertTrue(latch.accepts(OUTSIDE, 1, 0));
        assertEquals(OUTSIDE, latch.target());
    }
}

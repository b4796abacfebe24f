package io.gavel.gateway.report;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing(4);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[11]);

    private void add(long sequence, int index) {
        message.putLong(3, sequence);
        ring.add(sequence, index, 0, 101, message, 3, Long.BYTES);
    }

    @Test
    void whoComesBackGoesOnAfterWhatItHeard() {
        add(5, 0);
        add(5, 2);
        add(8, 0);

        assertEquals(1, ring.after(5, 0));
        assertEquals(1, ring.after(5, 1));
        assertEquals(2, ring.after(5, 2));
        assertEquals(3, ring.after(9, 0));
        assertTrue(ring.has(5, 2));
        assertFalse(ring.has(5, 1));
    }

    @Test
    void theOldestMakeRoom() {
        for (int i = 1; i <= 6; i++) {
            add(i, 0);
        }

        assertEquals(2, ring.start());
        assertEquals(6, ring.end());
        assertNull(ring.at(1));
        assertFalse(ring.has(2, 0));
        assertTrue(ring.has(3, 0));
        assertEquals(2, ring.after(1, 0));
    }

    @Test
    void whatWasReadStaysAsItWasWhenItsPlaceIsTakenByAnother() {
        for (int i = 1; i <= 4; i++) {
            add(i, 0);
        }
        Event first = requireNonNull(ring.at(0));
        assertSame(first, ring.at(0), "made once for all who read it");

        add(5, 0);

        assertEquals(1, first.message.getLong(0));
        assertNull(ring.at(0));
        assertEquals(5, requireNonNull(ring.at(4)).message.getLong(0));
    }

    @Test
    void anEmptyRingHasNothing() {
        assertEquals(0, ring.after(7, 7));
        assertFalse(ring.has(7, 7));
    }
}

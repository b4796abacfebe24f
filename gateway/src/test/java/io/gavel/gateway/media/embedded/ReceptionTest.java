package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Loss and jitter, RFC 3550 A.1 to A.8. */
class ReceptionTest {
    private static final long FRAME = 20_000_000L;

    private final Reception in = new Reception();

    @Test
    void lossIsCountedOverTheEndOfTheSequence() {
        for (int i = 0; i < 1_000; i++) {
            if (i % 10 != 5) {
                in.received((65_000 + i) & 0xFFFF, i * 160, 1, i * FRAME);
            }
        }
        assertEquals(900, in.received());
        assertEquals(100, in.lost());
        assertEquals(65_000 + 999, in.extendedHighest());
        assertEquals(25, in.fractionLost());
        assertEquals(0, in.jitter());
    }

    @Test
    void disorderIsNoLossAndDoublesNeverMakeItNegative() {
        for (int sequence : new int[] {10, 12, 11, 13, 13, 13}) {
            in.received(sequence, sequence * 160, 1, sequence * FRAME);
        }
        assertEquals(0, in.lost());
        assertEquals(6, in.received());
    }

    @Test
    void aNewSourceStartsANewRunAndTotalsGoOn() {
        in.received(1, 0, 1, 0);
        in.received(3, 320, 1, 2 * FRAME);
        in.received(40_000, 7, 2, 3 * FRAME);
        in.received(40_003, 487, 2, 6 * FRAME);
        assertEquals(3, in.lost());
        assertEquals(4, in.received());
        assertEquals(2, in.source());
    }

    @Test
    void jitterNearsTheMeanDifferenceOfTransit() {
        for (int i = 0; i < 2_000; i++) {
            in.received(i, i * 160, 1, i * FRAME + (i % 2) * 5_000_000L);
        }
        assertTrue(Math.abs(in.jitter() - 40) < 1, "40 samples are 5 ms: " + in.jitter());
    }
}

package io.gavel.gateway.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** G.711 against the corners of its tables, and against itself. */
class CodecTest {
    @Test
    void theCornersAreThoseOfTheStandard() {
        assertEquals(-32_124, Codec.PCMU.decode((byte) 0x00));
        assertEquals(32_124, Codec.PCMU.decode((byte) 0x80));
        assertEquals(0, Codec.PCMU.decode((byte) 0xFF));
        assertEquals(0, Codec.PCMU.decode((byte) 0x7F));
        assertEquals(8, Codec.PCMU.decode((byte) 0xFE));
        assertEquals(132, Codec.PCMU.decode((byte) 0xEF));
        assertEquals(8, Codec.PCMA.decode((byte) 0xD5));
        assertEquals(-8, Codec.PCMA.decode((byte) 0x55));
        assertEquals(32_256, Codec.PCMA.decode((byte) 0xAA));
        assertEquals(-32_256, Codec.PCMA.decode((byte) 0x2A));
        assertEquals(264, Codec.PCMA.decode((byte) 0xC5));
    }

    @Test
    void whatWasDecodedIsEncodedAsItWas() {
        for (int code = 0; code < 256; code++) {
            int sameZero = code == 0x7F ? 0xFF : code;
            assertEquals((byte) sameZero, Codec.PCMU.encode(Codec.PCMU.decode((byte) code)));
            assertEquals((byte) code, Codec.PCMA.encode(Codec.PCMA.decode((byte) code)));
        }
    }

    @Test
    void everySampleIsCodedAsItsNearestNeighbour() {
        for (Codec codec : Codec.values()) {
            for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
                int error = Math.abs(codec.decode(codec.encode((short) sample)) - sample);
                assertTrue(
                        error <= Math.max(16, Math.abs(sample) / 16 + 16), codec + " " + sample + " off by " + error);
            }
        }
    }

    @Test
    void thereAndBackThroughTheOtherLawLosesAtMostOneStep() {
        for (int code = 0; code < 256; code++) {
            byte back = Codec.PCMA.toOther()[Codec.PCMU.toOther()[code] & 0xFF];
            int error = Math.abs(Codec.PCMU.decode(back) - Codec.PCMU.decode((byte) code));
            assertTrue(error <= Math.max(16, Math.abs(Codec.PCMU.decode((byte) code)) / 16), code + " off by " + error);
        }
    }

    @Test
    void ringbackIsTwoSecondsOnAndFourOff() {
        Prompt ringback = Tones.RINGBACK;
        assertEquals(48_000, ringback.length());
        double energy = 0;
        for (int i = 0; i < 16_000; i++) {
            energy += Math.pow(Codec.PCMU.decode(ringback.at(i, Codec.PCMU)), 2);
        }
        assertTrue(Math.sqrt(energy / 16_000) > 1_000);
        for (int i = 16_000; i < 48_000; i++) {
            assertEquals(0, Codec.PCMU.decode(ringback.at(i, Codec.PCMU)));
        }
    }
}

package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StateHashTest {
    /** As it was first: byte after byte, the highest of a number first. */
    private static long oneByOne(byte[] bytes, int offset, int length) {
        StateHash hash = new StateHash();
        hash.putLong(length);
        long rest = 0;
        for (int i = 0; i < length; i++) {
            rest = (rest << 8) | (bytes[offset + i] & 0xff);
            if ((i & 7) == 7) {
                hash.putLong(rest);
                rest = 0;
            }
        }
        hash.putLong(rest);
        return hash.value();
    }

    @Test
    void bytesAreHashedAsTheyAlwaysWere() {
        Random random = new Random(7);
        byte[] bytes = new byte[100];
        random.nextBytes(bytes);
        for (int offset = 0; offset < 9; offset++) {
            for (int length = 0; length <= bytes.length - offset; length++) {
                StateHash hash = new StateHash();
                hash.putBytes(new UnsafeBuffer(bytes), offset, length);
                assertEquals(oneByOne(bytes, offset, length), hash.value(), offset + " " + length);
            }
        }
    }

    @Test
    void everyBitCounts() {
        byte[] bytes = new byte[21];
        long before = oneByOne(bytes, 0, bytes.length);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            StateHash hash = new StateHash();
            hash.putBytes(new UnsafeBuffer(bytes), 0, bytes.length);
            assertNotEquals(before, hash.value());
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}

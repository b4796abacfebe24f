package io.gavel.gateway.media.audio;

/**
 * ITU-T G.711: µ-law and A-law as tables. Linear values are 16 bits wide: µ-law's 14-bit ones times 4, A-law's 13-bit ones times 8,
 * the widths in which sound cards speak.
 */
final class G711 {
    static final short[] MICRO_TO_LINEAR = new short[256];
    static final short[] A_TO_LINEAR = new short[256];
    static final byte[] MICRO_TO_A = new byte[256];
    static final byte[] A_TO_MICRO = new byte[256];

    private static final int MICRO_BIAS = 0x84;
    private static final int MICRO_MOST = 32_635;

    static {
        for (int code = 0; code < 256; code++) {
            MICRO_TO_LINEAR[code] = microToLinear(code);
            A_TO_LINEAR[code] = aToLinear(code);
        }
        for (int code = 0; code < 256; code++) {
            MICRO_TO_A[code] = linearToA(MICRO_TO_LINEAR[code]);
            A_TO_MICRO[code] = linearToMicro(A_TO_LINEAR[code]);
        }
    }

    private G711() {}

    static byte linearToMicro(short linear) {
        int sign = linear < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) linear), MICRO_MOST) + MICRO_BIAS;
        int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    static byte linearToA(short linear) {
        int sign = linear < 0 ? 0 : 0x80;
        int magnitude = (linear < 0 ? ~linear : linear) >> 4;
        int code = magnitude < 32 ? magnitude : segment(magnitude);
        return (byte) ((code | sign) ^ 0x55);
    }

    /** The first two segments are equally fine, each later one is twice as coarse; magnitude has 11 bits. */
    private static int segment(int magnitude) {
        int exponent = 28 - Integer.numberOfLeadingZeros(magnitude);
        return (exponent << 4) | ((magnitude >> (exponent - 1)) & 0x0F);
    }

    private static short microToLinear(int code) {
        int flipped = ~code & 0xFF;
        int exponent = (flipped >> 4) & 0x07;
        int magnitude = ((((flipped & 0x0F) << 3) + MICRO_BIAS) << exponent) - MICRO_BIAS;
        return (short) ((flipped & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short aToLinear(int code) {
        int flipped = code ^ 0x55;
        int exponent = (flipped >> 4) & 0x07;
        int step = (flipped & 0x0F) << 4;
        int magnitude = exponent == 0 ? step + 8 : (step + 0x108) << (exponent - 1);
        return (short) ((flipped & 0x80) != 0 ? magnitude : -magnitude);
    }
}

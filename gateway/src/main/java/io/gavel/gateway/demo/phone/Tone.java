package io.gavel.gateway.demo.phone;

import io.gavel.gateway.media.audio.Codec;

/** A tone of one frequency, coded in frames of 20 ms. Immutable. */
final class Tone {
    /** Samples of a frame. */
    static final int FRAME = 160;

    private static final int RATE = 8_000;
    private static final int FRAMES = RATE / FRAME;
    private static final double LEVEL = 6_000;
    private static final int AUDIBLE = 1_000;

    private final byte[][] micro = new byte[FRAMES][FRAME];
    private final byte[][] a = new byte[FRAMES][FRAME];

    /** {@code hertz}: whole, so that a second of it can be repeated. */
    Tone(int hertz) {
        for (int i = 0; i < RATE; i++) {
            short sample = (short) Math.round(LEVEL * Math.sin(2 * Math.PI * hertz * i / RATE));
            micro[i / FRAME][i % FRAME] = Codec.PCMU.encode(sample);
            a[i / FRAME][i % FRAME] = Codec.PCMA.encode(sample);
        }
    }

    /** Not to be changed. */
    byte[] frame(long index, Codec codec) {
        int place = (int) (index % FRAMES);
        return codec == Codec.PCMU ? micro[place] : a[place];
    }

    /** Whether there is sound in a frame. */
    static boolean isHeard(byte[] packet, int offset, Codec codec) {
        for (int i = offset; i < packet.length; i += 7) {
            if (Math.abs(codec.decode(packet[i])) > AUDIBLE) {
                return true;
            }
        }
        return false;
    }
}

package io.gavel.gateway.demo.phone;

import io.gavel.gateway.media.audio.Codec;

/** A tone of one frequency, coded in frames of 20 ms: callers have one, agents another, so that each knows whom it hears. Immutable. */
final class Tone {
    /** What callers sound like. */
    static final Tone OF_CALLERS = new Tone(1_000);

    /** What agents sound like. */
    static final Tone OF_AGENTS = new Tone(620);

    /** Samples of a frame. */
    static final int FRAME = 160;

    private static final int RATE = 8_000;
    private static final int FRAMES = RATE / FRAME;
    private static final double LEVEL = 6_000;
    private static final int QUIET = 500;
    private static final double MOST = 0.7;

    private final byte[][] micro = new byte[FRAMES][FRAME];
    private final double turn;
    private final byte[][] a = new byte[FRAMES][FRAME];

    /** {@code hertz}: whole, so that a second of it can be repeated. */
    Tone(int hertz) {
        turn = 2 * Math.cos(2 * Math.PI * hertz / RATE);
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

    /** Whether this tone, and little else, is in a packet: the Goertzel filter's power against all of it. */
    boolean isIn(byte[] packet, int offset, Codec codec) {
        double power = 0;
        double one = 0;
        double two = 0;
        for (int i = offset; i < packet.length; i++) {
            double sample = codec.decode(packet[i]);
            double next = sample + turn * one - two;
            two = one;
            one = next;
            power += sample * sample;
        }
        int samples = packet.length - offset;
        double found = (one * one + two * two - turn * one * two) * 2 / samples;
        return power > (double) QUIET * QUIET * samples && found > MOST * power;
    }
}

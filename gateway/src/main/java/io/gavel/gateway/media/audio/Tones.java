package io.gavel.gateway.media.audio;

/** Tones of the telephone network of North America. */
public final class Tones {
    private static final int RATE = 8_000;
    /** -19 dBm each (ANSI T1.401), against full scale at +3 dBm. */
    private static final double LEVEL = 32_124 * Math.pow(10, -22 / 20.0);

    /** It rings: 440 and 480 Hz for 2 s, then 4 s of silence. To be looped. */
    public static final Prompt RINGBACK = pair(440, 480, 2 * RATE, 4 * RATE);

    private Tones() {}

    private static Prompt pair(int low, int high, int on, int off) {
        short[] samples = new short[on + off];
        for (int i = 0; i < on; i++) {
            double turn = 2 * Math.PI * i / RATE;
            samples[i] = (short) Math.round(LEVEL * (Math.sin(low * turn) + Math.sin(high * turn)));
        }
        return Prompt.of(samples);
    }
}

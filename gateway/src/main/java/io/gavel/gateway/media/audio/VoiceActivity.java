package io.gavel.gateway.media.audio;

/**
 * Whether somebody speaks, by energy: frames of {@value #FRAME} samples (25 ms) whose mean magnitude is {@value #TIMES} times what the
 * line's noise has. The noise is followed down by a quarter and up by a 256th a frame; where nothing came at all there is none to follow. Speech begins with the
 * {@value #ONSET}th loud frame in a row, so that a click is none, and lasts {@value #HANGOVER} frames beyond the last loud one, so that a
 * breath is no silence. Integers only; no allocation. One thread.
 */
public final class VoiceActivity {
    /** Samples in a frame. */
    public static final int FRAME = 200;

    static final int ONSET = 3;
    static final int HANGOVER = 8;
    static final int TIMES = 3;
    /** Quieter is no speech, however quiet the line: about -48 dB below full scale. */
    static final int LEAST = 128;
    /** The noise is never thought to be louder: speech that begins at once is speech. */
    static final int MOST_NOISE = 400;

    private static final int NOISE_BITS = 8;

    /** Times 256. */
    private int noise = (LEAST / TIMES) << NOISE_BITS;

    private int loudInRow;
    private int hangover;

    /**
     * One more frame.
     *
     * @param magnitude the sum of its samples' magnitudes
     * @return whether it is speech
     */
    public boolean frame(int magnitude) {
        int mean = magnitude / FRAME;
        int floor = noise >> NOISE_BITS;
        boolean loud = mean >= Math.max(LEAST, floor * TIMES);
        if (mean < floor && mean > 0) {
            noise -= (noise - (mean << NOISE_BITS)) >> 2;
        } else if (mean > 0) {
            noise = Math.min(MOST_NOISE << NOISE_BITS, noise + mean - floor);
        }
        loudInRow = loud ? loudInRow + 1 : 0;
        if (loudInRow >= ONSET) {
            hangover = HANGOVER;
            return true;
        }
        if (hangover > 0) {
            hangover--;
            return true;
        }
        return false;
    }
}

package io.gavel.core.score;

import java.util.Arrays;

/** The few features that moved a score most, the strongest first. Used again and again; core thread. */
final class Reasons {
    private static final int MOST = 3;
    private static final int MICROS = 1_000_000;

    private final short[] tags = new short[MOST];
    private final int[] weights = new int[MOST];

    void clear() {
        Arrays.fill(weights, 0);
    }

    /** {@code weight}: of log odds. */
    void add(short tag, double weight) {
        int micros = (int) Math.round(weight * MICROS);
        int at = MOST;
        while (at > 0 && Math.abs(micros) > Math.abs(weights[at - 1])) {
            at--;
        }
        if (at < MOST) {
            System.arraycopy(weights, at, weights, at + 1, MOST - at - 1);
            System.arraycopy(tags, at, tags, at + 1, MOST - at - 1);
            weights[at] = micros;
            tags[at] = tag;
        }
    }

    /** Packed as {@link Scores#part} says; 0: there is none. */
    long part(int i) {
        return weights[i] == 0 ? 0 : Scores.part(tags[i] & 0xffff, weights[i]);
    }
}

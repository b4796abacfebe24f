package io.gavel.core.score;

import io.gavel.message.ScoresToldEncoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * How good scores were that were given before their outcome was known: counts of good and bad by score, in
 * {@value #BINS} bins, and the loss. All of it integers. When {@value #MOST} are counted everything is halved, so that it tells of the last ones.
 */
final class Evaluation {
    private static final int BINS = 1_000;
    private static final int MOST = 1 << 16;
    private static final int MICROS = 1_000_000;
    private static final int DECILES = 10;
    /** No probability is taken as smaller, or a single error would be infinite. */
    private static final double LEAST = 1e-6;

    private final int[] good = new int[BINS];
    private final int[] bad = new int[BINS];
    private int count;
    private int goodCount;
    private long lossMicros;

    void add(int scoreMicros, boolean isGood) {
        if (count >= MOST) {
            halve();
        }
        (isGood ? good : bad)[bin(scoreMicros)]++;
        count++;
        goodCount += isGood ? 1 : 0;
        lossMicros += lossMicros(scoreMicros, isGood);
    }

    /** The outcome of one that was added is the other one, after all. */
    void correct(int scoreMicros, boolean isGood) {
        int[] from = isGood ? bad : good;
        int bin = bin(scoreMicros);
        if (from[bin] == 0) {
            return; // it was halved away
        }
        from[bin]--;
        (isGood ? good : bad)[bin]++;
        goodCount += isGood ? 1 : -1;
        lossMicros += lossMicros(scoreMicros, isGood) - lossMicros(scoreMicros, !isGood);
    }

    int count() {
        return count;
    }

    void write(ScoresToldEncoder.StagesEncoder stage) {
        stage.scored(count)
                .good(goodCount)
                .aucMicros(aucMicros())
                .lossMicros(count == 0 ? 0 : (int) (Math.max(0, lossMicros) / count));
    }

    /** The chance that a good one was scored higher than a bad one, equal scores counting half; one half if there is no pair. */
    int aucMicros() {
        long pairs = (long) goodCount * (count - goodCount);
        long badBelow = 0;
        long twice = 0;
        for (int i = 0; i < BINS; i++) {
            twice += good[i] * (2 * badBelow + bad[i]);
            badBelow += bad[i];
        }
        return pairs == 0 ? MICROS / 2 : (int) (twice * (MICROS / 2) / pairs);
    }

    /** How many deciles there are: fewer if many scores are equal. */
    int deciles() {
        int deciles = 0;
        for (int from = BINS - 1; from >= 0; deciles++) {
            from = decile(from, null);
        }
        return deciles;
    }

    /** Writes the decile whose best bin is {@code from}; returns the best bin of the next, below 0: there is none. */
    int decile(int from, ScoresToldEncoder.@org.jspecify.annotations.Nullable DecilesEncoder out) {
        int wanted = Math.max(1, (count + DECILES - 1) / DECILES);
        int taken = 0;
        int takenGood = 0;
        long sum = 0;
        int at = from;
        while (at >= 0 && taken < wanted) {
            int here = good[at] + bad[at];
            taken += here;
            takenGood += good[at];
            sum += here * (long) (at * (MICROS / BINS) + MICROS / BINS / 2);
            at--;
        }
        while (at >= 0 && good[at] + bad[at] == 0) {
            at--;
        }
        if (out != null) {
            out.scored(taken).good(takenGood).meanMicros(taken == 0 ? 0 : (int) (sum / taken));
        }
        return at;
    }

    /** The best bin of all. */
    static int best() {
        return BINS - 1;
    }

    void writeState(StateWriter out) {
        out.putInt(count);
        out.putInt(goodCount);
        out.putLong(lossMicros);
        for (int i = 0; i < BINS; i++) {
            out.putLong(((long) good[i] << 32) | bad[i]);
        }
    }

    void readState(StateReader in) {
        count = in.getInt();
        goodCount = in.getInt();
        lossMicros = in.getLong();
        for (int i = 0; i < BINS; i++) {
            long cell = in.getLong();
            good[i] = (int) (cell >> 32);
            bad[i] = (int) cell;
        }
    }

    private void halve() {
        count = 0;
        goodCount = 0;
        lossMicros /= 2;
        for (int i = 0; i < BINS; i++) {
            good[i] /= 2;
            bad[i] /= 2;
            goodCount += good[i];
            count += good[i] + bad[i];
        }
    }

    private static int bin(int scoreMicros) {
        return Math.min(BINS - 1, Math.max(0, scoreMicros) / (MICROS / BINS));
    }

    private static long lossMicros(int scoreMicros, boolean isGood) {
        double score = scoreMicros / (double) MICROS;
        double said = Math.max(LEAST, isGood ? score : 1 - score);
        return Math.round(-StrictMath.log(said) * MICROS);
    }
}

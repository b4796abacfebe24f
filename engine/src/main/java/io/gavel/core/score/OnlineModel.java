package io.gavel.core.score;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * A logistic model over hashed features, each present or not, that learns one outcome at a time: AdaGrad, each weight with a
 * rate of its own. The squares that slow a rate down fade slowly, so that it never comes to a rest: what is true of leads
 * changes. Bounded: {@value #SLOTS} weights, whatever comes. Core thread.
 */
final class OnlineModel {
    /** Features share slots if there are more. */
    static final int SLOTS = 1 << 16;

    private static final double RATE = 0.4;
    private static final double FIRST_SQUARE = 10;
    private static final double FADING = 0.9998;

    /** A slot's weight, and after it the sum of its squared gradients; nothing before the first lesson. */
    private double[] cells = {};

    /** The log odds that these features come to. */
    double margin(short[] slots, int from, int to) {
        double sum = 0;
        if (cells.length == 0) {
            return sum;
        }
        for (int i = from; i < to; i++) {
            sum += cells[2 * (slots[i] & 0xffff)];
        }
        return sum;
    }

    double weight(short slot) {
        return cells.length == 0 ? 0 : cells[2 * (slot & 0xffff)];
    }

    /** One step against the gradient of the loss: what was said (0 to 1) less what came (0 or 1). */
    void learn(short[] slots, int from, int to, double gradient) {
        begin();
        for (int i = from; i < to; i++) {
            int at = 2 * (slots[i] & 0xffff);
            double square = cells[at + 1] * FADING + gradient * gradient;
            cells[at + 1] = square;
            cells[at] -= RATE * gradient / Math.sqrt(square + FIRST_SQUARE);
        }
    }

    private void begin() {
        if (cells.length == 0) {
            cells = new double[2 * SLOTS];
        }
    }

    /** The probability of log odds. */
    static double probability(double margin) {
        return 1 / (1 + StrictMath.exp(-margin));
    }

    /** Those slots that were ever learned. */
    void writeState(StateWriter out) {
        int used = 0;
        for (int i = 1; i < cells.length; i += 2) {
            used += cells[i] > 0 ? 1 : 0;
        }
        out.putInt(used);
        for (int i = 0; i < cells.length; i += 2) {
            if (cells[i + 1] > 0) {
                out.putInt(i);
                out.putLong(Double.doubleToLongBits(cells[i]));
                out.putLong(Double.doubleToLongBits(cells[i + 1]));
            }
        }
    }

    /** Into a model that is new. */
    void readState(StateReader in) {
        for (int used = in.getInt(); used > 0; used--) {
            begin();
            int at = in.getInt();
            cells[at] = Double.longBitsToDouble(in.getLong());
            cells[at + 1] = Double.longBitsToDouble(in.getLong());
        }
    }
}

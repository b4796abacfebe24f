package io.gavel.core.auction;

import io.gavel.core.score.Scores;
import io.gavel.core.score.Subject;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** What an auction's lead or call was scored when it opened. */
final class Score {
    static final int PARTS = 3;

    /** {@link Scores#NONE}: there is no score yet. */
    int micros = Scores.NONE;

    int marginMicros;
    /** The reasons, as {@link Scores#kindOf} and the others read them; not kept with awards that wait on the shelf. */
    long part1;

    long part2;
    long part3;

    boolean isGiven() {
        return micros != Scores.NONE;
    }

    void clear() {
        micros = Scores.NONE;
    }

    void take(Subject subject) {
        set(subject.micros(), subject.marginMicros());
        if (isGiven()) {
            part1 = subject.part(0);
            part2 = subject.part(1);
            part3 = subject.part(2);
        }
    }

    void set(int scoreMicros, int logOddsMicros) {
        micros = scoreMicros;
        marginMicros = scoreMicros == Scores.NONE ? 0 : logOddsMicros;
        part1 = 0;
        part2 = 0;
        part3 = 0;
    }

    void writeState(StateWriter out) {
        out.putInt(micros);
        if (isGiven()) {
            out.putInt(marginMicros);
            out.putLong(part1);
            out.putLong(part2);
            out.putLong(part3);
        }
    }

    void readState(StateReader in) {
        clear();
        micros = in.getInt();
        if (isGiven()) {
            marginMicros = in.getInt();
            part1 = in.getLong();
            part2 = in.getLong();
            part3 = in.getLong();
        }
    }
}

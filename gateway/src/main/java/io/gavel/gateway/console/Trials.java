package io.gavel.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs recorded traffic once more with some entities of the market changed. */
@FunctionalInterface
public interface Trials {
    /** How a ping that found a buyer was answered. */
    String ACCEPTED = "accepted";

    /**
     * What came of it; null: it was given up. Takes its time; changes nothing.
     *
     * @param inputs the entities as they are to be from {@code fromMicros} on
     * @throws IllegalStateException why it cannot be done, as a sentence
     */
    @Nullable
    Result run(List<byte[]> inputs, long fromMicros, long toMicros, Progress progress);

    /** Hears how far it is. */
    @FunctionalInterface
    interface Progress {
        /** False: give up. The record is read from {@code beginMicros} on and is at {@code timeMicros} now. */
        boolean goesOn(long beginMicros, long timeMicros);
    }

    /** What somebody's traffic came to. */
    record Sums(long awards, long expired, long sold, long returned, long revenueMicros, long costMicros) {
        long marginMicros() {
            return revenueMicros - costMicros;
        }
    }

    /** One campaign, buyer or seller ({@code kind}), as it was and as it would have been. */
    record Row(String kind, String name, Sums then, Sums now) {}

    /** How pings were answered: so many then, so many now; {@code accepted} or a reason. */
    record Answers(String word, long then, long now) {}

    /**
     * All of it.
     *
     * @param all the sums of everything
     * @param assumptions what the record does not say, and what was taken for it
     */
    record Result(
            long beginMicros, long endMicros, Row all, List<Row> rows, List<Answers> pings, List<String> assumptions) {}
}

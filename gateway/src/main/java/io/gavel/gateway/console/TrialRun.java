package io.gavel.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of recorded traffic through a changed market. Works on a thread of its own; read and given up by any other. */
final class TrialRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TrialRun.class);
    private static final double WHOLE = 100;

    private final Trials trials;
    private final Wish wish;
    private final List<String> changes;
    private final List<byte[]> inputs;
    private final long nowMicros;
    private volatile int percent;
    private volatile boolean stopped;
    private volatile @Nullable Ended ended;

    /**
     * How it ended.
     *
     * @param result null: it was given up, or could not be done
     * @param problem why not; empty: it was given up
     */
    record Ended(Trials.@Nullable Result result, String problem) {}

    /**
     * One that is to be run.
     *
     * @param changes in words
     * @param nowMicros the record is not longer than that
     */
    TrialRun(Trials trials, Wish wish, List<String> changes, List<byte[]> inputs, long nowMicros) {
        this.trials = trials;
        this.wish = wish;
        this.changes = changes;
        this.inputs = inputs;
        this.nowMicros = nowMicros;
    }

    Wish wish() {
        return wish;
    }

    List<String> changes() {
        return changes;
    }

    int percent() {
        return percent;
    }

    /** Null while it works. */
    @Nullable
    Ended ended() {
        return ended;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        long to = Math.min(wish.toMicros(), nowMicros);
        try {
            ended = new Ended(
                    trials.run(inputs, wish.fromMicros(), to, (beginMicros, timeMicros) -> {
                        double part = (double) (timeMicros - beginMicros) / (double) Math.max(1, to - beginMicros);
                        percent = (int) Math.min(WHOLE - 1, WHOLE * part);
                        return !stopped;
                    }),
                    "");
        } catch (IllegalStateException refused) {
            ended = new Ended(null, String.valueOf(refused.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("what-if failed", e);
            ended = new Ended(null, "The replay failed; the log says why. The exchange itself is not touched by it.");
        }
    }
}

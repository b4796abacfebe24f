package io.gavel.bench.experiment;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench.jar score-drift}: how much of what could be known of leads the scores know, while it changes. */
@Command(
        name = "score-drift",
        description =
                "how well scores tell good leads from bad ones while the truth drifts and outcomes come hours late",
        mixinStandardHelpOptions = true)
public final class ScoreDrift implements Callable<Integer> {
    @Option(names = "--leads", defaultValue = "200000", description = "of each stream (default ${DEFAULT-VALUE})")
    private int leads;

    @Option(names = "--per-hour", defaultValue = "60", description = "leads an hour (default ${DEFAULT-VALUE})")
    private int perHour;

    @Option(names = "--seeds", defaultValue = "5", description = "streams (default ${DEFAULT-VALUE})")
    private int seeds;

    @Override
    public Integer call() {
        boolean reached = true;
        for (int seed = 1; seed <= seeds; seed++) {
            DriftingScores.Result result = new DriftingScores().run(seed, leads, perHour);
            boolean good = result.truth() - result.live() <= 0.03 && result.live() > result.frozen();
            reached &= good;
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: AUC of the last %,d: truth %.4f, scores %.4f, frozen after a third %.4f; short by %.4f%s%n",
                    seed,
                    result.judged(),
                    result.truth(),
                    result.live(),
                    result.frozen(),
                    result.truth() - result.live(),
                    good ? "" : ": NOT REACHED");
        }
        System.out.println("target: short by at most 0.03, and above frozen: " + (reached ? "reached" : "NOT REACHED"));
        return reached ? 0 : 1;
    }
}

package io.gavel.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A load's figures as lines of text. */
public final class TextReport {

    static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private TextReport() {}

    /** All of it. */
    public static String of(LoadPlan plan, Tally tally, Histogram jitter) {
        StringBuilder text = new StringBuilder();
        text.append("machine   ").append(Machine.here()).append('\n');
        text.append("load      ").append(describe(plan)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "answers   %d (%.1f/s), by status %s%n",
                tally.answers(),
                perSecond(plan, tally),
                tally.statuses()));
        if (!plan.expect().isEmpty()) {
            text.append(String.format(Locale.ROOT, "expected  %d contain %s%n", tally.expected(), plan.expect()));
        }
        text.append(String.format(
                Locale.ROOT,
                "failures  %d too late, %d broken connections, %d never sent%n",
                tally.timeouts(),
                tally.broken(),
                tally.unsent()));
        text.append(line(plan.rate() > 0 ? "latency, from the intended start" : "latency", tally.latency()));
        text.append(line("service time, from the actual start", tally.service()));
        text.append(line("noise: a thread that sleeps 1 ms wakes late by", jitter));
        return text.toString();
    }

    /** What was done, in a line. */
    static String describe(LoadPlan plan) {
        String how = plan.rate() > 0
                ? String.format(Locale.ROOT, "%.0f/s%s", plan.rate(), plan.poisson() ? ", spread by chance" : "")
                : "as fast as answered";
        return String.format(
                Locale.ROOT,
                "%s to %s over %d connections for %.1f s after %.1f s of warm-up",
                how,
                plan.url(),
                plan.connections(),
                plan.duration().toMillis() / 1e3,
                plan.warmup().toMillis() / 1e3);
    }

    /** Answers a second, over the counted time. */
    public static double perSecond(LoadPlan plan, Tally tally) {
        return tally.answers() * 1e3 / plan.duration().toMillis();
    }

    /** The percentiles of a histogram of nanoseconds, in milliseconds, in a line. */
    public static String line(String name, Histogram nanos) {
        StringBuilder text = new StringBuilder(name).append(':');
        for (double percentile : PERCENTILES) {
            text.append(String.format(
                    Locale.ROOT, " %s %.3f", label(percentile), nanos.getValueAtPercentile(percentile) / 1e6));
        }
        return text.append(" ms\n").toString();
    }

    static String label(double percentile) {
        return percentile == 100
                ? "max"
                : "p" + (percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile);
    }
}

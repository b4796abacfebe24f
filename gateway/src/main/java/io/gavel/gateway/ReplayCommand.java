package io.gavel.gateway;

import io.gavel.core.Exchange;
import io.gavel.journal.JournalException;
import io.gavel.replay.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: rebuilds the state of a stopped exchange and prints its hash. Changes nothing. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Rebuilds the state from snapshot and journal, prints the state hash and counts.")
public final class ReplayCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data directory of a stopped exchange.")
    private Path data = Path.of("");

    @Option(names = "--from-start", description = "Ignore snapshots: replay the whole journal.")
    private boolean fromStart;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by picocli. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli");
        }
        PrintWriter out = spec.commandLine().getOut();
        Replay.Summary summary;
        try {
            summary = Replay.run(data, Exchange::new, fromStart);
        } catch (JournalException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
        summary.notes().forEach(note -> out.println("note      " + note));
        out.println("state     " + String.format(Locale.ROOT, "%016x", summary.stateHash()));
        out.println("sequence  " + summary.sequence());
        out.println("snapshot  " + (summary.fromSequence() == 0 ? "none" : summary.fromSequence()));
        out.println("messages  " + summary.messages());
        summary.counts().forEach((template, count) -> out.println("  " + MessageNames.of(template) + " " + count));
        double seconds = Math.max(1, summary.nanos()) / 1e9;
        out.println(
                String.format(Locale.ROOT, "took      %.3f s, %.0f messages/s", seconds, summary.messages() / seconds));
        out.flush();
        return 0;
    }
}

package io.gavel.gateway;

import io.gavel.core.Exchange;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.market.MarketCheck;
import io.gavel.gateway.market.MarketInputs;
import io.gavel.journal.JournalException;
import io.gavel.replay.Replay;
import io.gavel.replay.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code replay}: rebuilds the state of a stopped exchange and prints its hash; with {@code --market}, says what would have
 * come of the recorded traffic in another market. Changes nothing.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Rebuilds the state from snapshot and journal, prints the state hash and counts."
                        + " With --market: runs the recorded traffic through another market and prints what would have changed.")
public final class ReplayCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data directory of a stopped exchange; with --market it may be running.")
    private Path data = Path.of("");

    @Option(names = "--from-start", description = "Ignore snapshots: replay the whole journal.")
    private boolean fromStart;

    @Option(
            names = "--market",
            paramLabel = "FILE",
            description = "Another market document. Needs the journal from its beginning (journal.keep: all).")
    private @Nullable Path market;

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by picocli. */
    public ReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("run by picocli");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            return market == null ? replay(out) : whatIf(market, out);
        } catch (JournalException | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
    }

    private int replay(PrintWriter out) {
        Replay.Summary summary = Replay.run(data, Exchange::new, fromStart);
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

    private int whatIf(Path file, PrintWriter out) throws IOException {
        String name = file.toString();
        byte[] document = Files.readAllBytes(file);
        List<Problem> wrong = MarketCheck.problems(name, document);
        if (!wrong.isEmpty()) {
            wrong.forEach(problem -> out.println(file + ": " + problem));
            out.flush();
            return WRONG;
        }
        WhatIf.Result result = WhatIf.run(
                data,
                Exchange::new,
                (recorded, beginMicros) -> MarketInputs.of(name, document, recorded, beginMicros / 1_000_000));
        new WhatIfReport(result, out).print();
        return 0;
    }
}

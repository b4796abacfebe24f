package io.gavel.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backup}: copies a data directory, also of a running exchange, and proves that the copy is good. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies the data directory, also while the exchange runs, and replays the copy to prove it."
                + " To restore: serve --data COPY, with the same vault key.")
public final class BackupCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data directory.")
    private Path data = Path.of("");

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "The copy; must not be there yet.")
    private Path target = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    /** Made by picocli. */
    public BackupCommand() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Backup.Result result = Backup.make(data, target);
            out.println("copied    " + result.files() + " files, " + result.bytes() / 1_000_000 + " MB, to " + target);
            out.println("sequence  " + result.summary().sequence());
            out.println("state     "
                    + String.format(Locale.ROOT, "%016x", result.summary().stateHash()));
            result.summary().notes().forEach(note -> out.println("note      " + note));
            if (Files.exists(target.resolve("vault").resolve("master.key"))) {
                out.println("note      the copy holds the vault's key: whoever has it can read the personal data");
            }
            out.flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
    }
}

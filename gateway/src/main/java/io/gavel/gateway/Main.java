package io.gavel.gateway;

import io.gavel.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Answers go to stdout, logs to stderr; the exit code is 0 (done), 1 (failed) or 2 (misused). */
@Command(
        name = "gavel",
        description = "A ping-post exchange for leads and phone calls.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            BackupCommand.class
        })
public final class Main implements Runnable {

    private final CommandLine commandLine = new CommandLine(this);

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** The exit code. What files and disks refuse is said in a line; a stack trace is for what is our own fault. */
    static int execute(String... arguments) {
        CommandLine commandLine = new Main().commandLine;
        commandLine.setExecutionExceptionHandler((problem, command, parsed) -> {
            boolean ofTheDisk = problem instanceof IOException
                    || problem instanceof UncheckedIOException
                    || problem instanceof JournalException;
            if (ofTheDisk) {
                command.getErr().println("gavel: " + Told.of(problem));
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw problem;
        });
        return commandLine.execute(arguments);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"gavel " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}

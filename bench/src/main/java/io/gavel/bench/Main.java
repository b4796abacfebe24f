package io.gavel.bench;

import io.gavel.bench.experiment.Experiments;
import io.gavel.bench.experiment.RecoverySpeed;
import io.gavel.bench.load.LoadCommand;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar bench/target/bench.jar COMMAND …}: what follows {@code jmh} is JMH's own command line. */
@Command(
        name = "bench.jar",
        description = "Where every published figure comes from. Also: jmh [options of JMH].",
        mixinStandardHelpOptions = true,
        subcommands = {LoadCommand.class, RecoverySpeed.class})
public final class Main implements Runnable {

    private final CommandLine commandLine = new CommandLine(this);

    private Main() {
        for (Method experiment : CommandLine.getCommandMethods(Experiments.class, null)) {
            CommandLine command = new CommandLine(experiment);
            commandLine.addSubcommand(command.getCommandName(), command);
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.exit(new Main().commandLine.execute(arguments));
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine, "Say what to measure.");
    }
}

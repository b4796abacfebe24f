package io.gavel.bench;

import io.gavel.bench.experiment.CallSoak;
import io.gavel.bench.experiment.CallSpeed;
import io.gavel.bench.experiment.ConsoleSpeed;
import io.gavel.bench.experiment.Experiments;
import io.gavel.bench.experiment.RecoverySpeed;
import io.gavel.bench.experiment.RelaySpeed;
import io.gavel.bench.experiment.ReportSpeed;
import io.gavel.bench.experiment.ScoreDrift;
import io.gavel.bench.experiment.StartSpeed;
import io.gavel.bench.jmh.AuctionSpeed;
import io.gavel.bench.jmh.CpuProfiler;
import io.gavel.bench.load.LoadCommand;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar bench/target/bench.jar COMMAND …}: what follows {@code jmh} is JMH's own command line. */
@Command(
        name = "bench.jar",
        description = "Where every published figure comes from. Also: jmh [options of JMH].",
        mixinStandardHelpOptions = true,
        subcommands = {
            LoadCommand.class,
            AuctionSpeed.class,
            RecoverySpeed.class,
            ScoreDrift.class,
            StartSpeed.class,
            RelaySpeed.class,
            ReportSpeed.class,
            CallSpeed.class,
            CallSoak.class,
            ConsoleSpeed.class
        })
public final class Main implements Runnable {

    private static final String OPENINGS = "--add-opens=java.base/java.lang=ALL-UNNAMED"
            + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
            + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
            + " --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"
            + " --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    private final CommandLine commandLine = new CommandLine(this);

    private Main() {
        for (Method experiment : CommandLine.getCommandMethods(Experiments.class, null)) {
            CommandLine command = new CommandLine(experiment);
            commandLine.addSubcommand(command.getCommandName(), command);
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(jmh(arguments));
        } else {
            System.exit(new Main().commandLine.execute(arguments));
        }
    }

    /** JMH's forks do not see what this program's manifest opens; and CPU time is measured always. */
    private static String[] jmh(String[] arguments) {
        List<String> all = new ArrayList<>(List.of("-prof", CpuProfiler.class.getName(), "-jvmArgsPrepend", OPENINGS));
        all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        return all.toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine, "Say what to measure.");
    }
}

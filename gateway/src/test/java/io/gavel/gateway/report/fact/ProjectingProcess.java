package io.gavel.gateway.report.fact;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that projects, and says every thousandth input before it is told, to be killed in the middle. */
final class ProjectingProcess {
    private static final int EVERY = 1_000;

    private ProjectingProcess() {}

    static Process start(Path folder, long inputs) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ProjectingProcess.class.getName(),
                folder.toString(),
                Long.toString(inputs)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Recorded recorded = new Recorded(Long.parseLong(arguments[1]), sequence -> {
            if (sequence % EVERY == 0) {
                out.println(sequence);
            }
        });
        recorded.projector(Path.of(arguments[0]));
        Thread.currentThread().join();
    }
}

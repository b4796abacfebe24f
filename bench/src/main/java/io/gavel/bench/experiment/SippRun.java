package io.gavel.bench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One SIPp (Debian: sip-tester) and what it counted. */
final class SippRun implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    /** A call that is stuck ends by SIPp's own timers long before. */
    private static final int HANGING_SECONDS = 90;

    private final Process process;
    private final Path folder;

    /**
     * What one side saw.
     *
     * @param successful calls that went as they should
     * @param refused    calls that ended with an answer that they should not have had: 503 and the like
     * @param hung       calls that ended because something was repeated, or waited for, in vain
     * @param repeated   messages that were sent again
     */
    record Counts(long successful, long refused, long hung, long repeated) {}

    private SippRun(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** A buyer who answers every call, at this port. */
    static SippRun buyer(int port) throws IOException {
        return start("buyer.xml", "", List.of("-p", Integer.toString(port)));
    }

    /** So many calls at this rate, each held for so long. */
    static SippRun callers(int port, int rate, int calls, int holdMillis) throws IOException {
        return start(
                "caller.xml",
                Integer.toString(holdMillis),
                List.of(
                        "-s",
                        "18005550199",
                        "-r",
                        Integer.toString(rate),
                        "-m",
                        Integer.toString(calls),
                        "-l",
                        "20000",
                        "-recv_timeout",
                        "40000",
                        ADDRESS + ":" + port));
    }

    private static SippRun start(String scenario, String hold, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory("gavel-bench-sipp-");
        Path script = folder.resolve(scenario);
        Files.writeString(script, resource(scenario).replace("HOLD", hold));
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", script.toString()));
        command.addAll(arguments);
        command.addAll(List.of("-i", ADDRESS, "-mi", ADDRESS, "-nostdin", "-trace_stat", "-fd", "1", "-stf"));
        command.add(folder.resolve("counts.csv").toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
        return new SippRun(process, folder);
    }

    /** Waits until all calls have ended. */
    Counts await(long seconds) throws IOException {
        try {
            if (!process.waitFor(seconds + HANGING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return counts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Lets it write down what it counted, and ends it. */
    Counts stop() throws IOException {
        process.destroy();
        return await(0);
    }

    private Counts counts() throws IOException {
        Path file = folder.resolve("counts.csv");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (lines.size() < 2) {
            throw new IOException("SIPp counted nothing:\n" + Files.readString(folder.resolve("screen")));
        }
        List<String> names = List.of(lines.get(0).split(";", -1));
        List<String> values = List.of(lines.get(lines.size() - 1).split(";", -1));
        long failed = value(names, values, "FailedCall(C)");
        long unexpected = value(names, values, "FailedUnexpectedMessage(C)");
        return new Counts(
                value(names, values, "SuccessfulCall(C)"),
                unexpected,
                failed - unexpected,
                value(names, values, "Retransmissions(C)"));
    }

    private static long value(List<String> names, List<String> values, String name) throws IOException {
        int at = names.indexOf(name);
        if (at < 0 || at >= values.size()) {
            throw new IOException("this SIPp does not count " + name);
        }
        return Long.parseLong(values.get(at).strip());
    }

    static String resource(String name) throws IOException {
        try (InputStream in = SippRun.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Servers.remove(folder);
    }
}

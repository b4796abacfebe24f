package io.gavel.bench.experiment;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts what is measured: the exchange as its users start it, or a bare server, with the same JVM and the same flags. */
final class Servers {

    /** The operator of every exchange that is measured. */
    static final String OPERATOR_KEY = "bench-operator";

    private static final List<String> FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC", "-XX:-UseDynamicNumberOfCompilerThreads");

    private Servers() {}

    /** How many event loops each has. */
    static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** A {@link Ceiling} on as many event loops as the exchange has. */
    static ServerProcess ceiling(String kind, List<Integer> buyers) throws IOException {
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        arguments.addAll(List.of(Ceiling.class.getName(), kind, Integer.toString(loops())));
        buyers.forEach(port -> arguments.add(Integer.toString(port)));
        return ServerProcess.start(arguments);
    }

    /**
     * The exchange with this market.
     *
     * @param data     its data directory; the market is imported if it is empty
     * @param settings more lines of its configuration, beside those that every measurement needs
     */
    static ServerProcess exchange(Path data, String market, String... settings) throws IOException {
        return exchange(FLAGS, data, market, settings);
    }

    /** The same, of which can be seen what the JVM itself needs. */
    static ServerProcess trackedExchange(Path data, String market, String... settings) throws IOException {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-XX:NativeMemoryTracking=summary");
        return exchange(flags, data, market, settings);
    }

    /** The same as users start it, without any flag of the JVM. */
    static ServerProcess plainExchange(Path data, String market, String... settings) throws IOException {
        return exchange(List.of(), data, market, settings);
    }

    private static ServerProcess exchange(List<String> flags, Path data, String market, String... settings)
            throws IOException {
        Path files = Files.createTempDirectory("gavel-bench-");
        Path config = files.resolve("exchange.yaml");
        Path document = files.resolve("market.yaml");
        Files.writeString(config, """
                operator: {key: %s}
                http: {bind: 127.0.0.1, event_loops: %d}
                """.formatted(OPERATOR_KEY, loops()) + String.join("\n", settings));
        Files.writeString(document, market);
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", jar().toString(), "serve", "--config", config.toString()));
        arguments.addAll(List.of("--market", document.toString(), "--data", data.toString()));
        arguments.addAll(List.of("--http-port", "0", "--sip-port", "0"));
        return ServerProcess.start(arguments);
    }

    /** The executable: {@code -Dgavel.jar=…}, else where the build puts it. */
    static Path jar() throws IOException {
        String named = System.getProperty("gavel.jar");
        Path jar = named != null ? Path.of(named) : besideThisOne();
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there: build it, or name it with -Dgavel.jar");
        }
        return jar;
    }

    /** An empty data directory. */
    static Path emptyData() throws IOException {
        return Files.createTempDirectory("gavel-bench-data-");
    }

    /** Removes a data directory. */
    static void remove(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path besideThisOne() throws IOException {
        try {
            Path here = Path.of(Servers.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.toAbsolutePath()
                    .resolve("../../../gateway/target/gavel.jar")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IOException("cannot tell where this program lies", e);
        }
    }
}

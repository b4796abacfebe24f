package io.gavel.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of others that runs for one measurement: its processes, its folder, and where it listens. */
final class Peer implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final int port;

    private Peer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts it in the foreground.
     *
     * @param folder its own, with its log in the end; deleted when it is closed
     * @param seconds after which it has started, if it did not end
     */
    static Peer start(String name, Path folder, int port, int seconds, List<String> command) throws IOException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException(name + " does not start:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new Peer(process, folder, port);
    }

    int port() {
        return port;
    }

    /** CPU time of all its processes so far. */
    Duration cpu() {
        Duration sum = process.info().totalCpuDuration().orElse(Duration.ZERO);
        for (ProcessHandle child : process.descendants().toList()) {
            sum = sum.plus(child.info().totalCpuDuration().orElse(Duration.ZERO));
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        process.onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        Servers.remove(folder);
    }
}

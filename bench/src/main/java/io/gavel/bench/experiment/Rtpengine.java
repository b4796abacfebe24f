package io.gavel.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** rtpengine (Debian: rtpengine-daemon) without its kernel module, started for one measurement. It forgets a call at once. */
final class Rtpengine implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final int port;

    private Rtpengine(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** {@code program}: usually {@code /usr/bin/rtpengine}; {@code port}: where it is told what to do. */
    static Rtpengine start(Path program, int port) throws IOException {
        Path folder = Files.createTempDirectory("gavel-bench-rtpengine-");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config-file=none",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + port,
                        "--port-min=10000",
                        "--port-max=19999",
                        "--delete-delay=0",
                        "--pidfile=" + folder.resolve("pid"),
                        "--foreground",
                        "--log-stderr",
                        "--log-level=3",
                        "--num-threads=" + Servers.loops())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                throw new IOException("rtpengine does not start:\n" + Files.readString(folder.resolve("log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new Rtpengine(process, folder, port);
    }

    int port() {
        return port;
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Servers.remove(folder);
    }
}

package io.gavel.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kamailio (Debian: kamailio) as a stateful proxy with one worker a core, started for one measurement. */
final class Kamailio implements AutoCloseable {
    private final Process process;
    private final Path folder;
    private final int port;

    private Kamailio(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** {@code program}: usually {@code /usr/sbin/kamailio}; {@code media}: it has audio anchored there. */
    static Kamailio start(Path program, int port, int buyerPort, @Nullable Rtpengine media) throws IOException {
        Path folder = Files.createTempDirectory("gavel-bench-kamailio-");
        Path config = folder.resolve("kamailio.cfg");
        Files.writeString(
                config,
                SippRun.resource("kamailio.cfg")
                        .replace("PORT", Integer.toString(port))
                        .replace("BUYER", Integer.toString(buyerPort))
                        .replace("CHILDREN", Integer.toString(Servers.loops()))
                        .replace("RTPENGINE", Integer.toString(media == null ? 0 : media.port())));
        List<String> command = new ArrayList<>(List.of(program.toString(), "-f", config.toString()));
        command.addAll(List.of("-DD", "-E", "-m", "512", "-M", "16", "-Y", folder.toString(), "-w", folder.toString()));
        if (media != null) {
            command.addAll(List.of("-A", "WITH_MEDIA"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            if (process.waitFor(3, TimeUnit.SECONDS)) {
                throw new IOException("Kamailio does not start:\n" + Files.readString(folder.resolve("log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return new Kamailio(process, folder, port);
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

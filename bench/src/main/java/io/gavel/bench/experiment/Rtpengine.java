package io.gavel.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** rtpengine (Debian: rtpengine-daemon) without its kernel module. It forgets a call at once. */
final class Rtpengine {
    private Rtpengine() {}

    /** {@code program}: usually {@code /usr/bin/rtpengine}; {@code port}: where it is told what to do. */
    static Peer start(Path program, int port) throws IOException {
        Path folder = Files.createTempDirectory("gavel-bench-rtpengine-");
        List<String> command = List.of(
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
                "--num-threads=" + Servers.loops());
        return Peer.start("rtpengine", folder, port, 1, command);
    }
}

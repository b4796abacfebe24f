package io.gavel.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kamailio (Debian: kamailio) as a stateful proxy with one worker a core. */
final class Kamailio {
    private Kamailio() {}

    /** {@code program}: usually {@code /usr/sbin/kamailio}; {@code media}: an {@link Rtpengine} that it has audio anchored by. */
    static Peer start(Path program, int port, int buyerPort, @Nullable Peer media) throws IOException {
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
        return Peer.start("Kamailio", folder, port, 3, command);
    }
}

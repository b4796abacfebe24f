package io.gavel.gateway.report.fact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of files that are made for somebody who asks, and deleted when they were sent. */
final class Exports {
    private Exports() {}

    /** Makes it; what is in it nobody waits for any more, for the process that made it was killed. */
    static Path empty(Path folder) throws IOException {
        Path exports = Files.createDirectories(folder).toAbsolutePath();
        try (Stream<Path> files = Files.list(exports)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        return exports;
    }

    /** A file that is not there yet. */
    static Path file(Path folder, String name, String end) {
        return folder.resolve(name + "-" + UUID.randomUUID() + end);
    }
}

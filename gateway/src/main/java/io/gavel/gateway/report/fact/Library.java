package io.gavel.gateway.report.fact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's native library is unpacked by its driver into the system's temporary folder, of which the JVM gives no choice. Once it is
 * loaded its file is not needed any more: on Linux it is deleted at once, so that a process that is killed leaves none.
 */
final class Library {
    private static final Logger LOG = LoggerFactory.getLogger(Library.class);
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String NAME = "/libduckdb_java";

    private Library() {}

    static void tidy() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        try (Stream<String> lines = Files.lines(MAPS, StandardCharsets.ISO_8859_1)) {
            for (String file : lines.filter(line -> line.contains(NAME) && !line.endsWith(" (deleted)"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList()) {
                Files.deleteIfExists(Path.of(file));
            }
        } catch (IOException e) {
            LOG.warn("analytics library_stays=\"{}\"", e.toString());
        }
    }
}

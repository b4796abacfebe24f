package io.gavel.bench.jmh;

import io.gavel.journal.JournalListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders that benchmarks write to, and somebody who hears what a journal in them reports. */
final class Folders {
    /** Nobody listens to what is well; what is not ends the benchmark. */
    static final JournalListener NOBODY = new JournalListener() {
        @Override
        public void room(@Nullable String refusal, String detail) {}

        @Override
        public void segmentClosed(long number) {}

        @Override
        public void failed(Throwable cause) {
            throw new IllegalStateException(cause);
        }
    };

    private Folders() {}

    static Path make(String name) throws IOException {
        return Files.createTempDirectory("gavel-" + name);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Waits until a journal's first segment is filled with zeros. */
    static void awaitSegment(Path journal, int number) {
        Path segment = journal.resolve(String.format("%010d.segment", number));
        while (!Files.exists(segment)) {
            Thread.onSpinWait();
        }
    }
}

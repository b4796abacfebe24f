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

    /** Nobody listens, and segments that are full are deleted, so that a benchmark may write for as long as it likes. */
    static JournalListener forgetting(Path folder) {
        return new JournalListener() {
            @Override
            public void room(@Nullable String refusal, String detail) {}

            @Override
            public void segmentClosed(long number) {
                try {
                    Files.deleteIfExists(segment(folder, number));
                } catch (IOException e) {
                    failed(e);
                }
            }

            @Override
            public void failed(Throwable cause) {
                throw new IllegalStateException(cause);
            }
        };
    }

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
        Path segment = segment(journal, number);
        while (!Files.exists(segment)) {
            Thread.onSpinWait();
        }
    }

    private static Path segment(Path journal, long number) {
        return journal.resolve(String.format("%010d.segment", number));
    }
}

package io.gavel.gateway;

import io.gavel.core.Exchange;
import io.gavel.journal.JournalException;
import io.gavel.replay.Replay;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Copies a data directory, also while an exchange works in it. Snapshots first, then the journal, which then goes on from each
 * of them; then whatever the journal may speak of, which is always written before the journal. Read models are left out: they
 * are made anew from the journal. The copy is good if it can be replayed, and that is tried.
 */
final class Backup {
    /** In this order; what is not named here is not kept. */
    private static final List<String> PARTS = List.of(
            "snapshot", "journal", "archive", "vault", "visits", "webhooks", "answers", "recordings", "console");

    private static final int TRIES = 3;

    private final Path data;
    private final Path target;
    private long files;
    private long bytes;

    private Backup(Path data, Path target) {
        this.data = data;
        this.target = target;
    }

    /**
     * What was copied.
     *
     * @param summary of the replay that proves it
     */
    record Result(long files, long bytes, Replay.Summary summary) {}

    /**
     * Makes a copy.
     *
     * @param target a folder that is not there yet; it appears when the copy is complete
     * @throws IOException if it cannot be read or written, or cannot be replayed
     */
    static Result make(Path data, Path target) throws IOException {
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new IOException(data + " is not the data directory of an exchange");
        }
        if (Files.exists(target)) {
            throw new IOException(target + " is there already: a copy has a folder of its own");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        for (int attempt = 1; ; attempt++) {
            if (Files.exists(unfinished)) {
                Folders.remove(unfinished);
            }
            Backup backup = new Backup(data, unfinished);
            for (String part : PARTS) {
                backup.copy(part);
            }
            try {
                Replay.Summary summary = Replay.run(unfinished, Exchange::new, false);
                Files.deleteIfExists(unfinished.resolve("lock"));
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                return new Result(backup.files, backup.bytes, summary);
            } catch (JournalException e) {
                // a segment may have been given up between the snapshots and the journal: then the next try has newer
                // ones
                if (attempt == TRIES) {
                    throw new IOException("the copy cannot be replayed: " + e.getMessage(), e);
                }
            }
        }
    }

    private void copy(String part) throws IOException {
        Path folder = data.resolve(part);
        Files.createDirectories(target);
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new Copying());
        }
    }

    private final class Copying extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(target.resolve(data.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.toString().endsWith(".new") && !file.toString().endsWith(".tmp")) {
                try {
                    Path copy = target.resolve(data.relativize(file));
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    files++;
                    bytes += Files.size(copy);
                } catch (NoSuchFileException renamedOrGivenUp) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }
    }
}

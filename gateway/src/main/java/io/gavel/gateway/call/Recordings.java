package io.gavel.gateway.call;

import io.gavel.message.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the recordings of calls are: one file a call, a thousand calls a folder. Any thread. */
public final class Recordings {
    private final Path folder;

    /** {@code folder} is made when the first call is recorded. */
    public Recordings(Path folder) {
        this.folder = folder;
    }

    /** The file of a call that is recorded now. */
    Path file(long callId) {
        Path file = path(callId);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The recording of a call, or null. */
    public @Nullable Path find(long callId) {
        Path file = path(callId);
        return Files.isRegularFile(file) ? file : null;
    }

    private Path path(long callId) {
        return folder.resolve(Long.toString(callId / 1_000)).resolve(Ids.text(callId) + ".wav");
    }
}

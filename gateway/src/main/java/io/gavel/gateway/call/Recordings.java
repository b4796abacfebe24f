package io.gavel.gateway.call;

import io.gavel.message.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the recordings of calls are: one file a call, a thousand calls a folder. Any thread. */
public final class Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final Path folder;

    /** {@code folder} is made when the first call is recorded. */
    public Recordings(Path folder) {
        this.folder = folder;
    }

    /** The file of a call that is recorded now; null, and said in the log, if there can be none. */
    @Nullable
    Path file(long callId) {
        Path file = path(callId);
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            LOG.error("recording call={} problem=\"{}\"", Ids.text(callId), e.toString());
            return null;
        }
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

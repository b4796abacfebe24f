package io.gavel.gateway.call;

import io.gavel.gateway.media.audio.WavFile;
import io.gavel.message.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the recordings of calls are: one file a call, a thousand calls a folder. While a call is recorded its file is in
 * {@code open}; what lies there when the process starts was left by one that died. Any thread.
 */
public final class Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final String SUFFIX = ".wav";

    private final Path folder;
    private final Path open;

    /** A recording that was left unfinished, and is whole now. */
    record Repaired(long callId, long millis) {}

    /** {@code folder} is made when the first call is recorded. */
    public Recordings(Path folder) {
        this.folder = folder;
        this.open = folder.resolve("open");
    }

    /** The file of a call that is recorded now; null, and said in the log, if there can be none. */
    @Nullable
    Path file(long callId) {
        try {
            Files.createDirectories(open);
            return open.resolve(Ids.text(callId) + SUFFIX);
        } catch (IOException e) {
            failed(callId, e);
            return null;
        }
    }

    /** The recording of a call is whole: from now on it is found. False, and said in the log, if it cannot be put there. */
    boolean done(long callId) {
        try {
            Path place = path(callId);
            Files.createDirectories(place.getParent());
            Files.move(open.resolve(Ids.text(callId) + SUFFIX), place);
            return true;
        } catch (IOException e) {
            failed(callId, e);
            return false;
        }
    }

    /** Repairs what a process that died left; once, before calls come. */
    List<Repaired> repair() {
        List<Repaired> repaired = new ArrayList<>();
        if (!Files.isDirectory(open)) {
            return repaired;
        }
        try (Stream<Path> files = Files.list(open)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                long callId =
                        name.endsWith(SUFFIX) ? Ids.parse(name.substring(0, name.length() - SUFFIX.length())) : -1;
                if (callId > 0) {
                    repair(file, callId, repaired);
                }
            }
        } catch (IOException e) {
            LOG.error("recordings repair problem=\"{}\"", e.toString());
        }
        return repaired;
    }

    /** The recording of a call, or null. */
    public @Nullable Path find(long callId) {
        Path file = path(callId);
        return Files.isRegularFile(file) ? file : null;
    }

    /** The text of a call's recording, or null. */
    public @Nullable Path transcript(long callId) {
        Path file = beside(path(callId));
        return Files.isRegularFile(file) ? file : null;
    }

    /** What is told of a recording beside it, whether it is there or not. */
    public static Path beside(Path recording) {
        String name = recording.getFileName().toString();
        return recording.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".json");
    }

    /** Deletes the recording of a call, then its text, so that whoever writes that can see that it is too late; false: it has none. */
    public boolean erase(long callId) throws IOException {
        boolean recorded = Files.deleteIfExists(path(callId));
        Files.deleteIfExists(beside(path(callId)));
        return recorded;
    }

    private void repair(Path file, long callId, List<Repaired> repaired) {
        try {
            long millis = WavFile.repair(file);
            if (done(callId)) {
                repaired.add(new Repaired(callId, millis));
            }
        } catch (IOException e) {
            failed(callId, e);
        }
    }

    private static void failed(long callId, IOException cause) {
        LOG.error("recording call={} problem=\"{}\"", Ids.text(callId), cause.toString());
    }

    private Path path(long callId) {
        return folder.resolve(Long.toString(callId / 1_000)).resolve(Ids.text(callId) + SUFFIX);
    }
}

package io.gavel.gateway;

import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.console.Recorded;
import io.gavel.gateway.media.audio.Peaks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Calls' recordings, and what callers hear, for the console. */
final class RecordedCalls implements Recorded {
    private static final String PROMPT = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}\\.wav";
    private static final long LARGEST_BYTES = 20_000_000;

    private final Recordings recordings;
    private final Path prompts;

    /** {@code prompts}: the folder of them, which may not be there. */
    RecordedCalls(Recordings recordings, Path prompts) {
        this.recordings = recordings;
        this.prompts = prompts;
    }

    @Override
    public @Nullable Path of(long callId) {
        return recordings.find(callId);
    }

    @Override
    public Waves waves(Path recording, int pieces) throws IOException {
        Peaks peaks = Peaks.of(recording, pieces);
        return new Waves(peaks.left(), peaks.right());
    }

    @Override
    public byte @Nullable [] prompt(String name) throws IOException {
        if (!name.matches(PROMPT)) {
            return null;
        }
        Path own = prompts.resolve(name);
        if (Files.isRegularFile(own)) {
            return Files.size(own) > LARGEST_BYTES ? null : Files.readAllBytes(own);
        }
        try (InputStream packaged = RecordedCalls.class.getResourceAsStream("/prompts/" + name)) {
            return packaged == null ? null : packaged.readAllBytes();
        }
    }
}

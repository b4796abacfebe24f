package io.gavel.gateway;

import io.gavel.gateway.call.Recordings;
import io.gavel.gateway.console.Recorded;
import io.gavel.gateway.media.audio.Peaks;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Calls' recordings for the console. */
final class RecordedCalls implements Recorded {
    private final Recordings recordings;

    RecordedCalls(Recordings recordings) {
        this.recordings = recordings;
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
}

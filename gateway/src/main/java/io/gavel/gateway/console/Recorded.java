package io.gavel.gateway.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recordings of calls. */
public interface Recorded {
    /** A call's recording, null if it has none. */
    @Nullable
    Path of(long callId);

    /** How loud each side is in each of so many pieces of it. Blocks. */
    Waves waves(Path recording, int pieces) throws IOException;

    /** A prompt of flows, a WAV file's bytes; null: there is none of this name. Blocks. */
    byte @Nullable [] prompt(String name) throws IOException;

    /**
     * Both sides, 0 to 32,768.
     *
     * @param caller the left channel
     * @param buyer the right one
     */
    record Waves(List<Integer> caller, List<Integer> buyer) {}
}

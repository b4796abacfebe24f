package io.gavel;

import io.gavel.journal.JournalSettings;
import io.gavel.journal.Retention;
import io.gavel.journal.Sync;
import io.gavel.ring.JournalHandler;
import io.gavel.ring.TimeSource;
import io.gavel.ring.WaitPolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an engine runs.
 *
 * @param data the data directory; made if it is not there
 * @param inputSlots messages that may wait before the journal; a power of two
 * @param outputSlots outputs that may wait for the slowest consumer; a power of two
 * @param waiting how the line's threads wait
 * @param journal how messages are kept
 * @param retention what happens to segments that no kept snapshot and no view needs
 * @param keepSnapshots how many, at least 1; beside them the newest that all views have seen is kept
 * @param time the machine's clocks
 */
public record EngineConfig(
        Path data,
        int inputSlots,
        int outputSlots,
        WaitPolicy waiting,
        JournalSettings journal,
        Retention retention,
        int keepSnapshots,
        TimeSource time) {

    /** A snapshot less would be none. */
    public EngineConfig {
        if (keepSnapshots < 1) {
            throw new IllegalArgumentException("keepSnapshots must be at least 1, not " + keepSnapshots);
        }
    }

    /** The defaults. */
    public static EngineConfig in(Path data) {
        JournalSettings journal = JournalSettings.in(data.resolve("journal"));
        return new EngineConfig(
                data, 16_384, 16_384, WaitPolicy.BLOCKING, journal, Retention.DROP, 2, JournalHandler.SYSTEM_TIME);
    }

    public EngineConfig withSlots(int inputs, int outputs) {
        return new EngineConfig(data, inputs, outputs, waiting, journal, retention, keepSnapshots, time);
    }

    public EngineConfig withWaiting(WaitPolicy policy) {
        return new EngineConfig(data, inputSlots, outputSlots, policy, journal, retention, keepSnapshots, time);
    }

    public EngineConfig withSync(Sync sync, Duration interval) {
        return with(journal.withSync(sync, interval), retention, keepSnapshots);
    }

    public EngineConfig withSegments(long bytes, Retention policy) {
        return with(journal.withSegments(bytes, journal.segmentAge()), policy, keepSnapshots);
    }

    /** A segment is closed, and so a snapshot made, after {@code age} at the latest (0: when it is full). */
    public EngineConfig withSnapshots(Duration age, int keep) {
        return with(journal.withSegments(journal.segmentBytes(), age), retention, keep);
    }

    public EngineConfig withDiskReserve(long bytes) {
        return with(journal.withReserve(bytes), retention, keepSnapshots);
    }

    public EngineConfig withTime(TimeSource source) {
        return new EngineConfig(data, inputSlots, outputSlots, waiting, journal, retention, keepSnapshots, source);
    }

    private EngineConfig with(JournalSettings settings, Retention policy, int keep) {
        return new EngineConfig(data, inputSlots, outputSlots, waiting, settings, policy, keep, time);
    }
}

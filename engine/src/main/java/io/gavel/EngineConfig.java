package io.gavel;

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
 * @param sync when the journal is forced to disk
 * @param syncInterval for {@link Sync#INTERVAL}
 * @param segmentBytes size of a journal segment; also how much recovery replays at most after a snapshot, about
 * @param diskReserveBytes intake stops while the disk has less than this free
 * @param retention what happens to segments that nothing needs
 * @param keepSegments closed segments that stay even if nothing needs them
 * @param time the machine's clocks
 */
public record EngineConfig(
        Path data,
        int inputSlots,
        int outputSlots,
        WaitPolicy waiting,
        Sync sync,
        Duration syncInterval,
        long segmentBytes,
        long diskReserveBytes,
        Retention retention,
        int keepSegments,
        TimeSource time) {

    /** The defaults. */
    public static EngineConfig in(Path data) {
        return new EngineConfig(
                data,
                16_384,
                16_384,
                WaitPolicy.BLOCKING,
                Sync.INTERVAL,
                Duration.ofMillis(10),
                64L << 20,
                32L << 20,
                Retention.DROP,
                16,
                JournalHandler.SYSTEM_TIME);
    }

    public EngineConfig withSlots(int inputs, int outputs) {
        return new EngineConfig(
                data,
                inputs,
                outputs,
                waiting,
                sync,
                syncInterval,
                segmentBytes,
                diskReserveBytes,
                retention,
                keepSegments,
                time);
    }

    public EngineConfig withWaiting(WaitPolicy waiting) {
        return new EngineConfig(
                data,
                inputSlots,
                outputSlots,
                waiting,
                sync,
                syncInterval,
                segmentBytes,
                diskReserveBytes,
                retention,
                keepSegments,
                time);
    }

    public EngineConfig withSync(Sync sync, Duration interval) {
        return new EngineConfig(
                data,
                inputSlots,
                outputSlots,
                waiting,
                sync,
                interval,
                segmentBytes,
                diskReserveBytes,
                retention,
                keepSegments,
                time);
    }

    public EngineConfig withSegments(long bytes, Retention retention, int keep) {
        return new EngineConfig(
                data,
                inputSlots,
                outputSlots,
                waiting,
                sync,
                syncInterval,
                bytes,
                diskReserveBytes,
                retention,
                keep,
                time);
    }

    public EngineConfig withDiskReserve(long bytes) {
        return new EngineConfig(
                data,
                inputSlots,
                outputSlots,
                waiting,
                sync,
                syncInterval,
                segmentBytes,
                bytes,
                retention,
                keepSegments,
                time);
    }

    public EngineConfig withTime(TimeSource time) {
        return new EngineConfig(
                data,
                inputSlots,
                outputSlots,
                waiting,
                sync,
                syncInterval,
                segmentBytes,
                diskReserveBytes,
                retention,
                keepSegments,
                time);
    }
}

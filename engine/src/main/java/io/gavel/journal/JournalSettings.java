package io.gavel.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where and how a journal is written.
 *
 * @param folder holds the segments
 * @param sync when it is forced to disk
 * @param syncInterval for {@link Sync#INTERVAL}
 * @param segmentBytes of each segment that is begun
 * @param segmentAge a segment is closed by the first message that comes so much later than its first one, full or not; zero:
 *     only when it is full
 * @param reserveBytes that must stay free on the disk while new work is taken
 * @param usableBytes tells how much is free
 */
public record JournalSettings(
        Path folder,
        Sync sync,
        Duration syncInterval,
        long segmentBytes,
        Duration segmentAge,
        long reserveBytes,
        LongSupplier usableBytes) {

    /** The defaults, and whatever the folder's disk says. */
    public static JournalSettings in(Path folder) {
        return new JournalSettings(
                folder,
                Sync.INTERVAL,
                Duration.ofMillis(10),
                64L << 20,
                Duration.ZERO,
                32L << 20,
                () -> folder.toFile().getUsableSpace());
    }

    public JournalSettings withSync(Sync policy, Duration interval) {
        return new JournalSettings(folder, policy, interval, segmentBytes, segmentAge, reserveBytes, usableBytes);
    }

    public JournalSettings withSegments(long bytes, Duration age) {
        return new JournalSettings(folder, sync, syncInterval, bytes, age, reserveBytes, usableBytes);
    }

    public JournalSettings withReserve(long bytes) {
        return new JournalSettings(folder, sync, syncInterval, segmentBytes, segmentAge, bytes, usableBytes);
    }
}

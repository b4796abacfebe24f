package io.gavel.gateway.config;

/**
 * The memory of record.
 *
 * @param sync when it reaches the disk
 * @param intervalMillis of {@link SyncPolicy#INTERVAL}
 * @param segmentMegabytes size of one file (MiB)
 * @param reserveMegabytes that must stay free on the disk while new work is taken (MiB)
 * @param snapshotMinutes after which a segment is closed by the next message even if it is not full, and a snapshot made;
 *     0: only when it is full
 * @param keep what happens to segments older than the oldest kept snapshot
 * @param keepSnapshots how many are kept, newest first
 */
public record JournalConfig(
        SyncPolicy sync,
        int intervalMillis,
        int segmentMegabytes,
        int reserveMegabytes,
        int snapshotMinutes,
        Keep keep,
        int keepSnapshots) {

    /** What becomes of segments that no kept snapshot needs. */
    public enum Keep {
        /** They stay where they are: views and what-if can be rebuilt from the beginning. */
        ALL,
        /** Moved to the folder {@code archive} of the data directory. */
        ARCHIVE,
        /** Deleted. */
        DROP
    }

    static JournalConfig from(Settings settings) {
        return new JournalConfig(
                settings.word("journal.sync", SyncPolicy.INTERVAL),
                settings.integer("journal.interval_ms", 10, 1, 60_000),
                settings.integer("journal.segment_mb", 64, 1, 1024),
                settings.integer("journal.reserve_mb", 256, 1, 1 << 30),
                settings.integer("journal.snapshot_min", 60, 0, 10_080),
                settings.word("journal.keep", Keep.ALL),
                settings.integer("journal.keep_snapshots", 3, 1, 1000));
    }
}

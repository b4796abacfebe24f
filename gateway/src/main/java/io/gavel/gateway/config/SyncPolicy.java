package io.gavel.gateway.config;

/** When the journal reaches the disk. */
public enum SyncPolicy {
    /** When the system likes: survives the process, not the machine. */
    NONE,
    /** Every {@code journal.interval_ms}: the last interval may be lost with the machine. */
    INTERVAL,
    /** Before anything of a batch is answered. */
    BATCH
}

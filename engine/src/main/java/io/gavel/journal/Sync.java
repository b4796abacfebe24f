package io.gavel.journal;

/** When the journal forces what it wrote to the disk. All of them survive a killed process. */
public enum Sync {
    /** When the operating system likes. A power failure may cost the last seconds. */
    NONE,
    /** Every few milliseconds, beside the line. A power failure may cost that long. */
    INTERVAL,
    /** Before anything is answered, once for all messages that came meanwhile. A power failure costs nothing. */
    BATCH
}

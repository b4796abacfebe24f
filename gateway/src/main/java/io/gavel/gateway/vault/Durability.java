package io.gavel.gateway.vault;

/** When what was stored is forced to the disk; follows {@code journal.sync}. Erasing is always forced at once. */
public enum Durability {
    /** Left to the operating system: survives a killed process, not a power failure. */
    NONE,
    /** Forced some milliseconds later: a power failure may cost what was stored within them. */
    INTERVAL,
    /** Forced before the receipt, once for all that waits. */
    BATCH
}

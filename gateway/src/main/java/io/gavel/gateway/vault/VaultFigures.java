package io.gavel.gateway.vault;

/**
 * Counters since the start.
 *
 * @param stored leads stored
 * @param erased leads erased on request
 * @param orphans entries erased because no lead referred to them
 * @param retired leads erased because their retention was over
 * @param failed requests that the disk refused
 * @param waiting requests in the queue now
 */
public record VaultFigures(long stored, long erased, long orphans, long retired, long failed, int waiting) {}

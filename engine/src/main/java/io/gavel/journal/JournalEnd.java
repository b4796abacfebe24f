package io.gavel.journal;

/**
 * Where a journal goes on.
 *
 * @param segment the segment's number, 1 for a new journal
 * @param position the offset in it
 */
public record JournalEnd(long segment, long position) {}

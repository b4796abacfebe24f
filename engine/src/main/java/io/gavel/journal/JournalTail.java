package io.gavel.journal;

import org.jspecify.annotations.Nullable;

/**
 * The end of a journal as it was found.
 *
 * @param end where the next message belongs
 * @param lastSequence the last whole message, 0 if there is none
 * @param damage what follows it and is no whole message; null if nothing does
 */
public record JournalTail(
        JournalEnd end, long lastSequence, @Nullable Damage damage) {}

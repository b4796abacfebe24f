package io.gavel.journal;

import org.jspecify.annotations.Nullable;

/** Hears what happens to the journal beside its messages. Called on the journal's own threads: short, and never back. */
public interface JournalListener {
    /**
     * Room for new work has gone or come back.
     *
     * @param refusal why no new work may be taken, for example {@code disk_full}; null if it may
     * @param detail for the log
     */
    void room(@Nullable String refusal, String detail);

    /** A segment is complete and on the disk: snapshots may be made from it. */
    void segmentClosed(long number);

    /** The journal cannot be written any more: nothing that comes now may be answered. */
    void failed(Throwable cause);
}

package io.gavel.journal;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** What a journal has written and forced since it was opened. Counted by the journal's threads, read by any. */
public final class JournalFigures {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder syncs = new LongAdder();
    private final LongAdder syncNanos = new LongAdder();

    /** Bytes of frames. */
    public long bytes() {
        return bytes.sum();
    }

    /** How often a segment was forced to disk. */
    public long syncs() {
        return syncs.sum();
    }

    /** How long that took, all together. */
    public long syncNanos() {
        return syncNanos.sum();
    }

    void wrote(long more) {
        bytes.add(more);
    }

    void force(SegmentWriter segment) throws IOException {
        long start = System.nanoTime();
        segment.force();
        syncNanos.add(System.nanoTime() - start);
        syncs.increment();
    }
}

package io.gavel.ring;

import io.gavel.journal.Journal;
import java.io.IOException;

/**
 * The line's first station: numbers each message, stamps it with the time, writes it to the journal. The clock is read and
 * the journal committed once a batch; only then does the core see the batch. Line thread.
 */
public final class JournalHandler {
    /** The machine's own clocks: the one place in the engine that reads the wall clock. */
    public static final TimeSource SYSTEM_TIME = new TimeSource() {
        @Override
        public long wallMicros() {
            return System.currentTimeMillis() * 1000;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    private final Journal journal;
    private final LineClock clock;
    private long sequence;
    private long nowMicros;

    JournalHandler(Journal journal, LineClock clock, long lastSequence) {
        this.journal = journal;
        this.clock = clock;
        this.sequence = lastSequence;
    }

    void beginBatch() {
        nowMicros = clock.nowMicros();
    }

    void append(Slot slot) throws IOException {
        if (slot.length() > 0) {
            slot.stamp(++sequence, nowMicros);
            if (!journal.append(sequence, nowMicros, slot.buffer(), 0, slot.length())) {
                throw new IllegalStateException("closed while the journal waited for room on the disk");
            }
        }
    }

    void endBatch() throws IOException {
        journal.commit();
    }
}

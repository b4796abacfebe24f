package io.gavel.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.gavel.journal.Journal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The line's first station: numbers each message, stamps it with the time, writes it to the journal. The clock is read and
 * the journal committed once a batch; only then does the core see the batch. Runs on {@code line-journal}.
 */
public final class JournalHandler implements EventHandler<Slot> {
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
    private final Runnable passed;
    private long sequence;
    private long nowMicros;
    private @Nullable Sequence done;

    /** {@code passed} is run after each commit, when the batch may be applied. */
    JournalHandler(Journal journal, LineClock clock, long lastSequence, Runnable passed) {
        this.journal = journal;
        this.clock = clock;
        this.sequence = lastSequence;
        this.passed = passed;
    }

    @Override
    public void setSequenceCallback(Sequence done) {
        this.done = done;
    }

    @Override
    public void onBatchStart(long batchSize, long queueDepth) {
        nowMicros = clock.nowMicros();
    }

    @Override
    public void onEvent(Slot slot, long place, boolean endOfBatch) throws IOException {
        if (slot.length() > 0) {
            slot.stamp(++sequence, nowMicros);
            if (!journal.append(sequence, nowMicros, slot.buffer(), 0, slot.length())) {
                throw new IllegalStateException("closed while the journal waited for room on the disk");
            }
        }
        if (endOfBatch) {
            journal.commit();
            if (done != null) {
                done.set(place);
            }
            passed.run();
        }
    }
}

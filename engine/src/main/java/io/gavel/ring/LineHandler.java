package io.gavel.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import java.io.IOException;

/**
 * The line's stations, one after the other: a batch is written to the journal, then applied by the rules, then heard by those
 * who are near. One thread for all of them, {@code line}: each takes less time than waking the next would (decision 0017).
 */
final class LineHandler implements EventHandler<Slot> {
    private static final long NONE = -1;

    private final RingBuffer<Slot> ring;
    private final JournalHandler journal;
    private final CoreHandler core;
    private final OutputRing outputs;
    private long first = NONE;

    LineHandler(RingBuffer<Slot> ring, JournalHandler journal, CoreHandler core, OutputRing outputs) {
        this.ring = ring;
        this.journal = journal;
        this.core = core;
        this.outputs = outputs;
    }

    @Override
    public void onStart() {
        core.endBatch();
    }

    @Override
    public void onBatchStart(long batchSize, long queueDepth) {
        journal.beginBatch();
    }

    @Override
    public void onEvent(Slot slot, long place, boolean endOfBatch) throws IOException {
        if (first == NONE) {
            first = place;
        }
        journal.append(slot);
        if (endOfBatch) {
            journal.endBatch();
            apply(first, place);
            first = NONE;
        }
    }

    private void apply(long from, long to) {
        for (long place = from; place <= to; place++) {
            core.apply(ring.get(place));
        }
        core.endBatch();
        outputs.hear();
    }
}

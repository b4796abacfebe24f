package io.gavel.gateway.vault;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases entries that no lead refers to and leads whose retention is over, and drops segments in which nobody is left. Looks
 * at some slots a step, lap after lap, so that it never holds anybody up for long. The vault's thread.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int SLOTS_A_STEP = 1024;
    private static final long LAP_SECONDS = 60;

    private final KeyTable keys;
    private final Records records;
    private final VaultSettings settings;
    private final Map<Integer, Integer> living = new HashMap<>();
    private int next;
    private int firstSegment = 1;
    private long resting = Long.MIN_VALUE;
    private final LongAdder orphans = new LongAdder();
    private final LongAdder retired = new LongAdder();

    Sweep(KeyTable keys, Records records, VaultSettings settings) {
        this.keys = keys;
        this.records = records;
        this.settings = settings;
    }

    long orphans() {
        return orphans.sum();
    }

    long retired() {
        return retired.sum();
    }

    void step(long nowSeconds) throws IOException {
        if (nowSeconds < resting) {
            return;
        }
        int end = Math.min(keys.count(), next + SLOTS_A_STEP);
        long before = orphans.sum() + retired.sum();
        keys.each(next, end, (index, slot) -> look(index, slot, nowSeconds));
        next = end;
        if (orphans.sum() + retired.sum() > before) {
            keys.force();
        }
        if (next == keys.count()) {
            dropEmptySegments();
            living.clear();
            next = 0;
            resting = nowSeconds + LAP_SECONDS;
        }
    }

    private void look(int index, Slot slot, long nowSeconds) throws IOException {
        if (slot.isErased()) {
            return;
        }
        long age = nowSeconds - slot.storedSeconds();
        boolean orphan = !slot.isKept() && age > settings.orphanAge().toSeconds();
        boolean old =
                !settings.retention().isZero() && age > settings.retention().toSeconds();
        if (!orphan && !old) {
            living.merge(slot.segment(), 1, Integer::sum);
            return;
        }
        keys.erase(index);
        if (old) {
            retired.increment();
        } else {
            orphans.increment();
        }
    }

    private void dropEmptySegments() throws IOException {
        boolean emptySoFar = true;
        for (int segment = firstSegment; segment < records.segment(); segment++) {
            boolean empty = !living.containsKey(segment);
            if (empty && records.exists(segment)) {
                records.drop(segment);
                LOG.info("vault dropped=records-{} cause=\"nobody left in it\"", segment);
            }
            emptySoFar &= empty;
            if (emptySoFar) {
                firstSegment = segment + 1;
            }
        }
    }
}

package io.gavel.replay;

import io.gavel.core.StateHash;
import io.gavel.message.StateWriter;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;

/**
 * Hashes a state on a thread of its own, behind who writes it: each number waits for the hash of all before it, which takes longer
 * than to find out the next. A state that fits into one block is hashed without. One thread writes.
 */
final class HashBeside implements StateWriter, AutoCloseable {
    private static final int BLOCKS = 4;
    private static final int IN_BLOCK = 8 << 10;

    private final StateHash hash = new StateHash();
    private final long[][] blocks = new long[BLOCKS][];
    private final Semaphore free = new Semaphore(BLOCKS - 1);
    private final Semaphore full = new Semaphore(0);
    private volatile boolean stopped;
    private boolean begun;
    private long[] present = new long[IN_BLOCK];
    private int block;
    private int count;

    HashBeside() {
        blocks[0] = present;
    }

    @Override
    public void putLong(long value) {
        if (count == IN_BLOCK) {
            handOver();
        }
        present[count++] = value;
    }

    @Override
    public void putBytes(DirectBuffer buffer, int offset, int length) {
        StateHash.putNumbers(buffer, offset, length, this);
    }

    /** The hash of all that was written; last of all. */
    long value() {
        free.acquireUninterruptibly(BLOCKS - 1);
        hash.putLongs(present, count);
        return hash.value();
    }

    @Override
    public void close() {
        stopped = true;
        full.release();
    }

    private void handOver() {
        if (!begun) {
            begun = true;
            begin();
        }
        full.release();
        free.acquireUninterruptibly();
        block = (block + 1) % BLOCKS;
        present = blocks[block];
        count = 0;
    }

    private void begin() {
        for (int i = 1; i < BLOCKS; i++) {
            blocks[i] = new long[IN_BLOCK];
        }
        Thread thread = new Thread(this::hashBlocks, "state-hash");
        thread.setDaemon(true);
        thread.start();
    }

    private void hashBlocks() {
        full.acquireUninterruptibly();
        for (int next = 0; !stopped; next = (next + 1) % BLOCKS) {
            hash.putLongs(blocks[next], IN_BLOCK);
            free.release();
            full.acquireUninterruptibly();
        }
    }
}

package io.gavel.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import java.lang.invoke.VarHandle;

/** Threads sleep here until a sequence has moved on. Ringing costs a fence while nobody sleeps. */
final class Bell {
    private volatile int sleepers;

    /** After the sequence moved; any thread. */
    void ring() {
        VarHandle.fullFence();
        if (sleepers > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Sleeps until {@code watched} reaches {@code sequence}. */
    void await(Sequence watched, long sequence, SequenceBarrier barrier) throws AlertException, InterruptedException {
        synchronized (this) {
            sleepers++;
            try {
                while (watched.get() < sequence) {
                    barrier.checkAlert();
                    wait();
                }
            } finally {
                sleepers--;
            }
        }
    }
}

package io.gavel.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/** Waits without using the core. */
@SuppressWarnings("ThreadPriorityCheck")
final class SleepingWait implements WaitStrategy {
    private final Bell published;
    private final boolean rings;
    private long lastAsked = -1;

    /** {@code rings}: whether each who publishes rings; otherwise somebody else does. */
    SleepingWait(Bell published, boolean rings) {
        this.published = published;
        this.rings = rings;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        if (dependent.get() < sequence) {
            published.await(dependent, sequence, barrier);
        } else if (sequence == lastAsked) {
            // claimed by a producer that was interrupted before it published: let it run
            Thread.yield();
        }
        lastAsked = sequence;
        return dependent.get();
    }

    /** Something was published, or a barrier has an alert. */
    @Override
    public void signalAllWhenBlocking() {
        if (rings) {
            published.ring();
        }
    }
}

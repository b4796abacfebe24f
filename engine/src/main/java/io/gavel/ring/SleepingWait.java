package io.gavel.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/**
 * Waits without using the core. The Disruptor's own blocking strategy spins while a consumer waits for another consumer, here
 * the core for the journal, which with {@code sync: batch} is as long as the disk takes; this one sleeps there as well, on a
 * bell of its own that the journal rings.
 */
@SuppressWarnings("ThreadPriorityCheck")
final class SleepingWait implements WaitStrategy {
    private final Bell published = new Bell();
    private final Bell passed = new Bell();
    private long lastAsked = -1;

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        if (dependent.get() < sequence) {
            (dependent == cursor ? published : passed).await(dependent, sequence, barrier);
        } else if (sequence == lastAsked) {
            // claimed by a producer that was interrupted before it published: let it run
            Thread.yield();
        }
        if (dependent == cursor) {
            lastAsked = sequence;
        }
        return dependent.get();
    }

    /** Something was published, or a barrier has an alert. */
    @Override
    public void signalAllWhenBlocking() {
        published.ring();
    }

    /** A consumer on which others depend moved on. */
    void signalPassed() {
        passed.ring();
    }
}

package io.gavel.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where all that may happen enters the line: many threads claim a {@link Slot}, encode in place, publish. Bounded; a claim
 * never blocks.
 */
public final class InputRing {
    private static final int SHORTEST_MESSAGE = 8;

    private final RingBuffer<Slot> ring;
    private final Bell bell;
    /** Of threads that ring at the end of a turn; each ring has its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Turn> turns = new ThreadLocal<>();

    private final long headroom;
    private final int maxLength;
    private volatile @Nullable String refusal = "starting";
    private volatile boolean open;

    /** {@code bell} is rung when something was published. */
    InputRing(int slots, int maxLength, WaitStrategy wait, Bell bell) {
        this.ring = RingBuffer.createMultiProducer(() -> new Slot(this), slots, wait);
        this.bell = bell;
        this.headroom = slots / 8;
        this.maxLength = maxLength;
    }

    /**
     * Room for new work: pings, posts, commands. An eighth of the ring is kept free for the answers that work in progress
     * needs.
     *
     * @return null if the exchange takes no new work now: answer 503 with {@code Retry-After} at once
     */
    public @Nullable Slot claimIntake() {
        return refusal == null && ring.remainingCapacity() > headroom ? claim() : null;
    }

    /**
     * Room for what ends work in progress: bids, delivery answers, ticks. Given while the exchange drains, too.
     *
     * @return null if the ring is full: offer again later, and do not wait on an event loop
     */
    public @Nullable Slot claim() {
        if (!open) {
            return null;
        }
        try {
            long place = ring.tryNext();
            Slot slot = ring.get(place);
            slot.claimed(place);
            return slot;
        } catch (InsufficientCapacityException full) {
            return null;
        }
    }

    /** Slots in all. */
    public int capacity() {
        return ring.getBufferSize();
    }

    /** Slots that are free now. */
    public long remaining() {
        return ring.remainingCapacity();
    }

    /**
     * Of a thread that works in turns, an event loop: the line is woken once for all that it publishes in one, not for each.
     * Called on that thread.
     *
     * @param afterThis runs a task on that thread when what it is at is over
     */
    public void wakeAtEndOfTurn(Executor afterThis) {
        turns.set(new Turn(afterThis));
    }

    void publish(Slot slot, int length) {
        boolean fits = length >= SHORTEST_MESSAGE && length <= maxLength;
        slot.length(fits ? length : 0);
        publish(slot);
        if (!fits) {
            throw new IllegalArgumentException(
                    "a message has " + SHORTEST_MESSAGE + " to " + maxLength + " bytes, not " + length);
        }
    }

    void abandon(Slot slot) {
        slot.length(0);
        publish(slot);
    }

    private void publish(Slot slot) {
        ring.publish(slot.place());
        Turn turn = turns.get();
        if (turn == null) {
            bell.ring();
        } else {
            turn.published();
        }
    }

    void open() {
        open = true;
    }

    /** Takes nothing more from anybody; what was claimed may still be published. */
    void close() {
        open = false;
    }

    /** Refuses new work for this reason, or takes it if that is null. */
    void refuse(@Nullable String reason) {
        refusal = reason;
    }

    /** Why no new work is taken, null if it is (unless the ring is too full). */
    public @Nullable String refusal() {
        return refusal;
    }

    /** The place up to which the core is through. */
    long applied() {
        return ring.getMinimumGatingSequence();
    }

    RingBuffer<Slot> ring() {
        return ring;
    }

    /** One thread's. */
    private final class Turn implements Runnable {
        private final Executor afterThis;
        private boolean isOpen;

        Turn(Executor afterThis) {
            this.afterThis = afterThis;
        }

        void published() {
            if (!isOpen) {
                isOpen = true;
                afterThis.execute(this);
            }
        }

        @Override
        public void run() {
            isOpen = false;
            bell.ring();
        }
    }
}

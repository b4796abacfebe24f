package io.gavel.ring;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import io.gavel.message.Outlet;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ExpandableArrayBuffer;

/**
 * Where everything that the rules say is heard by every subscriber: by those who are near on the line's own thread after each
 * batch, by the others each on a thread of its own. When it is full the line waits, then the input ring fills, and new work is
 * refused at the door. Line thread.
 */
final class OutputRing implements Outlet {
    private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final RingBuffer<OutputSlot> ring;
    private volatile boolean closed;
    private long sequence;
    private long timeMicros;
    private int index;
    private long place = -1;
    private Subscriber[] near = {};
    private final Sequence heard = new Sequence();

    OutputRing(int slots, WaitStrategy wait) {
        this.ring = RingBuffer.createSingleProducer(OutputSlot::new, slots, wait);
    }

    /** What is said from now on follows from this input. */
    void begin(long sequence, long timeMicros) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        this.index = 0;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        if (place < 0) {
            while (!ring.hasAvailableCapacity(1)) {
                if (closed) {
                    throw new IllegalStateException("closed while an output waited for its slowest hearer");
                }
                hear();
                LockSupport.parkNanos(PATIENCE_NANOS);
            }
            place = ring.next();
            return ring.get(place).claimed();
        }
        return ring.get(place).buffer;
    }

    @Override
    public void send(int length) {
        OutputSlot slot = ring.get(place);
        slot.length = length;
        slot.sequence = sequence;
        slot.index = index++;
        slot.timeMicros = timeMicros;
        ring.publish(place);
        place = -1;
    }

    /** Before the line starts: one more who hears on its thread. */
    void near(Subscriber subscriber) {
        if (near.length == 0) {
            ring.addGatingSequences(heard);
        }
        near = Arrays.copyOf(near, near.length + 1);
        near[near.length - 1] = subscriber;
    }

    /** Lets those who are near hear what was said since the last time. */
    void hear() {
        if (near.length == 0) {
            return;
        }
        long last = ring.getCursor();
        for (long at = heard.get() + 1; at <= last; at++) {
            OutputSlot slot = ring.get(at);
            for (Subscriber subscriber : near) {
                subscriber.onEvent(slot, at, at == last);
            }
        }
        heard.set(last);
    }

    /** A line that waits for a hearer gives up. */
    void close() {
        closed = true;
    }

    RingBuffer<OutputSlot> ring() {
        return ring;
    }
}

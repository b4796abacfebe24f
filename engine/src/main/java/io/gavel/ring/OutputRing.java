package io.gavel.ring;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import io.gavel.message.Outlet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;

/**
 * Where everything that the rules say is heard by every subscriber, each on its own thread. When it is full the core waits,
 * then the input ring fills, and new work is refused at the door. Core thread.
 */
final class OutputRing implements Outlet {
    private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final RingBuffer<OutputSlot> ring;
    private volatile boolean closed;
    private long sequence;
    private long timeMicros;
    private int index;
    private long place = -1;

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
    public MutableDirectBuffer claim() {
        if (place < 0) {
            while (!ring.hasAvailableCapacity(1)) {
                if (closed) {
                    throw new IllegalStateException("closed while an output waited for its slowest hearer");
                }
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

    /** A core that waits for a hearer gives up. */
    void close() {
        closed = true;
    }

    RingBuffer<OutputSlot> ring() {
        return ring;
    }
}

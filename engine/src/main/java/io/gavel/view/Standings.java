package io.gavel.view;

import io.gavel.message.OrderStandingDecoder;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The changes of standing, in a ring; each names the one before of the same order. The newest of an order always stays. */
final class Standings implements StandingStore {
    static final int RECORD = 32;
    private static final int STAMP = 0;
    private static final int BEFORE = 8;
    private static final int ORDER = 16;
    private static final int STANDING = 20;
    private static final int CAP = 24;

    private final Ring ring;
    private final LongAdder evicted;
    private final Chains orders = new Chains();

    Standings(Ring ring, LongAdder evicted) {
        this.ring = ring;
        this.evicted = evicted;
        linkAll();
    }

    private void linkAll() {
        orders.clear();
        for (long position = ring.tail(); position < ring.head(); position++) {
            orders.newest(ring.buffer().getInt(ring.at(position) + ORDER), position);
        }
    }

    /** Forgets what changed from a stamp on. */
    void forget(long stamp) {
        ring.cut(stamp, STAMP);
        linkAll();
    }

    void changed(long stamp, OrderStandingDecoder order) {
        if (stamp <= ring.applied()) {
            return;
        }
        if (ring.isNews(stamp, STAMP)) {
            makeRoom();
            UnsafeBuffer buffer = ring.buffer();
            int at = ring.next();
            buffer.putLong(at + STAMP, stamp);
            buffer.putLong(at + BEFORE, orders.newest(order.orderId()));
            buffer.putInt(at + ORDER, order.orderId());
            buffer.putInt(at + STANDING, order.standing());
            buffer.putShort(at + CAP, order.capIndex());
            ring.commit();
            orders.newest(order.orderId(), ring.head() - 1);
        }
        ring.applied(stamp);
    }

    private void makeRoom() {
        for (int tries = 0; ring.isFull() && tries < 100_000; tries++) {
            long oldest = ring.tail();
            int orderId = ring.buffer().getInt(ring.at(oldest) + ORDER);
            if (orders.newest(orderId) == oldest) {
                ring.keepOldest();
                orders.newest(orderId, ring.head() - 1);
            } else {
                ring.dropOldest();
                evicted.increment();
            }
        }
        if (ring.isFull()) {
            ring.dropOldest();
            evicted.increment();
        }
    }

    @Override
    public @Nullable Stood before(int orderId, long sequence, int index) {
        long moment = Stamp.of(sequence, index);
        long position = orders.newest(orderId);
        while (position != Chains.NONE) {
            int at = ring.at(position);
            long stamp = ring.buffer().getLong(at + STAMP);
            long before = ring.buffer().getLong(at + BEFORE);
            Stood stood = new Stood(
                    ring.buffer().getInt(at + STANDING), ring.buffer().getShort(at + CAP), Stamp.sequence(stamp));
            if (!ring.holds(position)) {
                return null;
            }
            if (stamp < moment) {
                return stood;
            }
            position = before;
        }
        return null;
    }
}

package io.gavel.gateway.report;

import java.lang.invoke.VarHandle;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, for listeners that come back. One thread adds, any thread reads. Messages are copied into places that are
 * used again: what was kept on the heap for a moment each was most of what collections of garbage had to move. An {@link Event}
 * is made when somebody reads it.
 */
final class EventRing {
    private final Place[] places;
    private volatile long count;

    EventRing(int capacity) {
        places = new Place[capacity];
        for (int i = 0; i < capacity; i++) {
            places[i] = new Place();
        }
    }

    void add(long sequence, int index, long timeMicros, int templateId, DirectBuffer message, int offset, int length) {
        long at = count;
        place(at).fill(at, sequence, index, timeMicros, templateId, message, offset, length);
        count = at + 1;
    }

    /** The position of the next event to come. */
    long end() {
        return count;
    }

    /** The oldest position that is still there. */
    long start() {
        return Math.max(0, count - places.length);
    }

    /** The event of a position, or null if it is gone. */
    @Nullable
    Event at(long position) {
        return position < start() ? null : place(position).event(position);
    }

    /** Whether an event is still there. */
    boolean has(long sequence, int index) {
        long position = after(sequence, index) - 1;
        Event event = position < start() ? null : at(position);
        return event != null && event.sequence == sequence && event.index == index;
    }

    /** The first position after an event, by bisection: sequences ascend. */
    long after(long sequence, int index) {
        long low = start();
        long high = end();
        while (low < high) {
            long middle = (low + high) >>> 1;
            Event event = at(middle);
            if (event == null || !event.isAfter(sequence, index)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Place place(long position) {
        return places[(int) (position % places.length)];
    }

    /** One event, which a later one replaces. {@code holds} says of which position; who copied asks again whether it was that all the time. */
    private static final class Place {
        private static final long NONE = -1;
        private static final int INITIAL_CAPACITY = 512;
        private static final int KEPT_CAPACITY = 4096;

        private volatile long holds = NONE;
        private ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(INITIAL_CAPACITY);
        private int length;
        private long sequence;
        private int index;
        private long timeMicros;
        private int templateId;
        /** What a reader made of it, for the next who reads it. */
        private volatile @Nullable Event made;

        void fill(
                long position,
                long sequence,
                int index,
                long timeMicros,
                int templateId,
                DirectBuffer message,
                int offset,
                int length) {
            holds = NONE;
            VarHandle.storeStoreFence();
            if (bytes.capacity() > KEPT_CAPACITY) {
                bytes = new ExpandableArrayBuffer(INITIAL_CAPACITY);
            }
            bytes.putBytes(0, message, offset, length);
            this.length = length;
            this.sequence = sequence;
            this.index = index;
            this.timeMicros = timeMicros;
            this.templateId = templateId;
            if (made != null) {
                made = null;
            }
            holds = position;
        }

        @Nullable
        Event event(long position) {
            Event known = made;
            if (known != null && known.position == position) {
                return known;
            }
            if (holds != position) {
                return null;
            }
            byte[] copy = new byte[length];
            ExpandableArrayBuffer from = bytes;
            if (copy.length > from.capacity()) {
                return null;
            }
            from.getBytes(0, copy);
            Event event = new Event(position, sequence, index, timeMicros, templateId, new UnsafeBuffer(copy));
            VarHandle.loadLoadFence();
            if (holds != position) {
                return null;
            }
            made = event;
            return event;
        }
    }
}

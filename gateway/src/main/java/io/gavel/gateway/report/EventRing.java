package io.gavel.gateway.report;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The newest events, for listeners that come back. One thread adds, any thread reads. */
final class EventRing {
    private final AtomicReferenceArray<@Nullable Event> events;
    private volatile long count;

    EventRing(int capacity) {
        events = new AtomicReferenceArray<>(capacity);
    }

    void add(Event event) {
        long at = count;
        events.lazySet((int) (at % events.length()), event);
        count = at + 1;
    }

    /** The position of the next event to come. */
    long end() {
        return count;
    }

    /** The oldest position that is still there. */
    long start() {
        return Math.max(0, count - events.length());
    }

    /** The event of a position, or null if it is gone. */
    @Nullable
    Event at(long position) {
        Event event = events.get((int) (position % events.length()));
        return position >= start() ? event : null;
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
}

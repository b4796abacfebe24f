package io.gavel.gateway.demo.day;

import java.util.PriorityQueue;

/** What happens when, in simulated time; what is due at the same moment happens in the order in which it was written down. One thread. */
final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final DayClock clock;
    private long written;

    Agenda(DayClock clock) {
        this.clock = clock;
    }

    /** At that moment, microseconds since 1970; what is past happens next. */
    void at(long micros, Runnable what) {
        entries.add(new Entry(micros, written++, what));
    }

    /** So long after now. */
    void in(long millis, Runnable what) {
        at(clock.wallMicros() + millis * 1_000, what);
    }

    /** Lets everything happen that is due within so long of the next; false if nothing is left. */
    boolean next(long windowMicros) {
        Entry first = entries.peek();
        if (first == null) {
            return false;
        }
        long end = first.micros + windowMicros;
        for (Entry next = first; next != null && next.micros <= end; next = entries.peek()) {
            entries.poll();
            clock.advance(next.micros);
            next.what.run();
        }
        return true;
    }

    private record Entry(long micros, long number, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return micros != other.micros ? Long.compare(micros, other.micros) : Long.compare(number, other.number);
        }
    }
}

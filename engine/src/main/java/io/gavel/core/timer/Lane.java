package io.gavel.core.timer;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** Deadlines of one kind that were set in ascending order: a queue in arrays. Allocates only when it grows. */
final class Lane {
    private long[] deadlines = new long[1024];
    private long[] tickets = new long[1024];
    private long[] ids = new long[1024];
    private long head;
    private long tail;

    /** Queues a deadline unless it is before the last one. */
    boolean offer(long deadlineMicros, long ticket, long id) {
        if (head < tail && deadlineMicros < deadlines[at(tail - 1)]) {
            return false;
        }
        if (tail - head == deadlines.length) {
            grow();
        }
        int at = at(tail++);
        deadlines[at] = deadlineMicros;
        tickets[at] = ticket;
        ids[at] = id;
        return true;
    }

    /** The first deadline, or {@link Long#MAX_VALUE}. */
    long deadline() {
        return head == tail ? Long.MAX_VALUE : deadlines[at(head)];
    }

    /** Whose turn the first is among equal deadlines; {@link Long#MAX_VALUE} if there is none. */
    long ticket() {
        return head == tail ? Long.MAX_VALUE : tickets[at(head)];
    }

    /** Whether its first comes before another deadline. */
    boolean isBefore(long deadlineMicros, long ticket) {
        return deadline() != deadlineMicros ? deadline() < deadlineMicros : ticket() < ticket;
    }

    /** Takes the first away and returns its id. */
    long take() {
        return ids[at(head++)];
    }

    int size() {
        return (int) (tail - head);
    }

    void writeState(StateWriter out) {
        out.putInt(size());
        for (long i = head; i < tail; i++) {
            out.putLong(deadlines[at(i)]);
            out.putLong(tickets[at(i)]);
            out.putLong(ids[at(i)]);
        }
    }

    void readState(StateReader in) {
        head = 0;
        tail = 0;
        for (int count = in.getInt(); count > 0; count--) {
            offer(in.getLong(), in.getLong(), in.getLong());
        }
    }

    private int at(long index) {
        return (int) (index & (deadlines.length - 1));
    }

    private void grow() {
        int capacity = deadlines.length * 2;
        long[] moreDeadlines = new long[capacity];
        long[] moreTickets = new long[capacity];
        long[] moreIds = new long[capacity];
        for (long i = head; i < tail; i++) {
            int to = (int) (i & (capacity - 1));
            moreDeadlines[to] = deadlines[at(i)];
            moreTickets[to] = tickets[at(i)];
            moreIds[to] = ids[at(i)];
        }
        deadlines = moreDeadlines;
        tickets = moreTickets;
        ids = moreIds;
    }
}

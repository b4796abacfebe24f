package io.gavel.core.timer;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * Deadlines that were set in ascending order: a queue in one array, deadline, ticket and id side by side. The ticket's last
 * byte is the kind. Allocates only when it grows.
 */
final class Lane {
    private static final int WIDTH = 3;

    private long[] cells = new long[64 * WIDTH];
    private int mask = 63;
    private long head;
    private long tail;
    private long lastMicros;

    /** Queues a deadline; it is not before the last one, or the lane is empty. */
    void add(long deadlineMicros, long ticket, long id) {
        if (tail - head > mask) {
            grow();
        }
        int at = at(tail++);
        cells[at] = deadlineMicros;
        cells[at + 1] = ticket;
        cells[at + 2] = id;
        lastMicros = deadlineMicros;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** The deadline that was queued last. */
    long lastMicros() {
        return lastMicros;
    }

    /** The first deadline, or {@link Long#MAX_VALUE}. */
    long deadlineMicros() {
        return head == tail ? Long.MAX_VALUE : cells[at(head)];
    }

    /** Whose turn the first is among equal deadlines; {@link Long#MAX_VALUE} if there is none. */
    long ticket() {
        return head == tail ? Long.MAX_VALUE : cells[at(head) + 1];
    }

    /** Takes the first away and returns its id. */
    long take() {
        return cells[at(head++) + 2];
    }

    int size() {
        return (int) (tail - head);
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return (long) cells.length * Long.BYTES;
    }

    void writeState(StateWriter out) {
        out.putInt(size());
        for (long i = head; i < tail; i++) {
            int at = at(i);
            out.putLong(cells[at]);
            out.putLong(cells[at + 1]);
            out.putLong(cells[at + 2]);
        }
    }

    void readState(StateReader in) {
        head = 0;
        tail = 0;
        for (int count = in.getInt(); count > 0; count--) {
            add(in.getLong(), in.getLong(), in.getLong());
        }
    }

    private int at(long index) {
        return (int) (index & mask) * WIDTH;
    }

    private void grow() {
        int capacity = 2 * (mask + 1);
        long[] more = new long[capacity * WIDTH];
        for (long i = head; i < tail; i++) {
            System.arraycopy(cells, at(i), more, (int) (i & (capacity - 1)) * WIDTH, WIDTH);
        }
        cells = more;
        mask = capacity - 1;
    }
}

package io.gavel.core.timer;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;

/** Deadlines in any order: a binary heap in arrays. The ticket's last byte is the kind. Allocates only when it grows. */
final class Heap {
    private long[] deadlines = new long[64];
    private long[] tickets = new long[64];
    private long[] ids = new long[64];
    private int size;

    void add(long deadlineMicros, long ticket, long id) {
        if (size == deadlines.length) {
            grow();
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isBefore(deadlineMicros, ticket, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, deadlineMicros, ticket, id);
    }

    /** The first deadline, or {@link Long#MAX_VALUE}. */
    long deadlineMicros() {
        return size == 0 ? Long.MAX_VALUE : deadlines[0];
    }

    /** Whose turn the first is among equal deadlines; {@link Long#MAX_VALUE} if there is none. */
    long ticket() {
        return size == 0 ? Long.MAX_VALUE : tickets[0];
    }

    /** Takes the first away and returns its id. */
    long take() {
        long id = ids[0];
        size--;
        if (size > 0) {
            sink(deadlines[size], tickets[size], ids[size]);
        }
        return id;
    }

    int size() {
        return size;
    }

    /** All as it lies: its shape follows from the inputs alone, so equal histories write equal bytes. */
    void writeState(StateWriter out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(deadlines[i]);
            out.putLong(tickets[i]);
            out.putLong(ids[i]);
        }
    }

    void readState(StateReader in) {
        size = in.getInt();
        while (deadlines.length < size) {
            grow();
        }
        for (int i = 0; i < size; i++) {
            set(i, in.getLong(), in.getLong(), in.getLong());
        }
    }

    private void sink(long deadline, long ticket, long id) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && isBefore(deadlines[child + 1], tickets[child + 1], child)) {
                child++;
            }
            if (isBefore(deadline, ticket, child)) {
                break;
            }
            move(child, at);
            at = child;
            child = 2 * at + 1;
        }
        set(at, deadline, ticket, id);
    }

    private boolean isBefore(long deadline, long ticket, int at) {
        return deadline < deadlines[at] || (deadline == deadlines[at] && ticket < tickets[at]);
    }

    private void move(int from, int to) {
        set(to, deadlines[from], tickets[from], ids[from]);
    }

    private void set(int at, long deadline, long ticket, long id) {
        deadlines[at] = deadline;
        tickets[at] = ticket;
        ids[at] = id;
    }

    private void grow() {
        int capacity = deadlines.length * 2;
        deadlines = Arrays.copyOf(deadlines, capacity);
        tickets = Arrays.copyOf(tickets, capacity);
        ids = Arrays.copyOf(ids, capacity);
    }
}

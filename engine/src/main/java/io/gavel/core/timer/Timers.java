package io.gavel.core.timer;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;

/**
 * Deadlines as data: (deadline, order of scheduling, kind, id) in arrays. Nothing is ever cancelled: who scheduled looks, when
 * it fires, whether it still matters. Equal deadlines fire in the order in which they were set. Those of auctions and awards,
 * which mostly come in ascending order, queue in a lane each; all others lie in a binary heap. Core thread only; allocates only
 * when it grows.
 */
public final class Timers {
    private long[] deadlines = new long[1024];
    private long[] tickets = new long[1024];
    private int[] kinds = new int[1024];
    private long[] ids = new long[1024];
    private int size;
    private final Lane auctions = new Lane();
    private final Lane awards = new Lane();
    private long nextTicket;

    private long firedDeadline;
    private int firedKind;
    private long firedId;

    /** Sets one deadline; {@code kind} and {@code id} come back when it fires. */
    public void schedule(long deadlineMicros, int kind, long id) {
        long ticket = nextTicket++;
        if ((kind == TimerKind.AWARD && awards.offer(deadlineMicros, ticket, id))
                || (kind == TimerKind.AUCTION && auctions.offer(deadlineMicros, ticket, id))) {
            return;
        }
        if (size == deadlines.length) {
            grow();
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (deadlines[parent] <= deadlineMicros) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, deadlineMicros, ticket, kind, id);
    }

    /** Takes the earliest deadline if it is due at {@code nowMicros}; then {@link #kind()} and {@link #id()} tell which. */
    public boolean poll(long nowMicros) {
        Lane lane = awards.isBefore(auctions.deadline(), auctions.ticket()) ? awards : auctions;
        if (size == 0 || lane.isBefore(deadlines[0], tickets[0])) {
            return poll(lane, nowMicros);
        }
        if (deadlines[0] > nowMicros) {
            return false;
        }
        firedDeadline = deadlines[0];
        firedKind = kinds[0];
        firedId = ids[0];
        size--;
        if (size > 0) {
            sink(deadlines[size], tickets[size], kinds[size], ids[size]);
        }
        return true;
    }

    private boolean poll(Lane lane, long nowMicros) {
        if (lane.size() == 0 || lane.deadline() > nowMicros) {
            return false;
        }
        firedDeadline = lane.deadline();
        firedKind = lane == awards ? TimerKind.AWARD : TimerKind.AUCTION;
        firedId = lane.take();
        return true;
    }

    /** The kind of the deadline that the last {@link #poll} took. */
    public int kind() {
        return firedKind;
    }

    /** The id of the deadline that the last {@link #poll} took. */
    public long id() {
        return firedId;
    }

    /** The time that the last polled deadline was set for. */
    public long deadlineMicros() {
        return firedDeadline;
    }

    /** The earliest deadline, or {@link Long#MAX_VALUE} if there is none. */
    public long nextMicros() {
        long heap = size == 0 ? Long.MAX_VALUE : deadlines[0];
        return Math.min(heap, Math.min(awards.deadline(), auctions.deadline()));
    }

    public int size() {
        return size + awards.size() + auctions.size();
    }

    /** All as it lies: its shape follows from the inputs alone, so equal histories write equal bytes. */
    public void writeState(StateWriter out) {
        out.putLong(nextTicket);
        awards.writeState(out);
        auctions.writeState(out);
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(deadlines[i]);
            out.putLong(tickets[i]);
            out.putInt(kinds[i]);
            out.putLong(ids[i]);
        }
    }

    public void readState(StateReader in) {
        nextTicket = in.getLong();
        awards.readState(in);
        auctions.readState(in);
        size = in.getInt();
        while (deadlines.length < size) {
            grow();
        }
        for (int i = 0; i < size; i++) {
            set(i, in.getLong(), in.getLong(), in.getInt(), in.getLong());
        }
    }

    private void sink(long deadline, long ticket, int kind, long id) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (deadline < deadlines[child] || (deadline == deadlines[child] && ticket < tickets[child])) {
                break;
            }
            move(child, at);
            at = child;
            child = 2 * at + 1;
        }
        set(at, deadline, ticket, kind, id);
    }

    private boolean before(int a, int b) {
        return deadlines[a] < deadlines[b] || (deadlines[a] == deadlines[b] && tickets[a] < tickets[b]);
    }

    private void move(int from, int to) {
        set(to, deadlines[from], tickets[from], kinds[from], ids[from]);
    }

    private void set(int at, long deadline, long ticket, int kind, long id) {
        deadlines[at] = deadline;
        tickets[at] = ticket;
        kinds[at] = kind;
        ids[at] = id;
    }

    private void grow() {
        int capacity = deadlines.length * 2;
        deadlines = Arrays.copyOf(deadlines, capacity);
        tickets = Arrays.copyOf(tickets, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        ids = Arrays.copyOf(ids, capacity);
    }
}

package io.gavel.core.timer;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * Deadlines as data: (deadline, order of scheduling, kind, id) in arrays. Nothing is ever cancelled: who scheduled looks, when
 * it fires, whether it still matters. Equal deadlines fire in the order in which they were set. Core thread only; allocates
 * only when it grows.
 *
 * <p>Most deadlines of auctions, awards, leads and calls are "so long from now", with few values of so long for each kind, and
 * for one of these they ascend. So each kind has {@value #EACH} lanes, and a deadline queues in the one whose last is the latest
 * that is not after it. What finds no lane, and what is due who knows when, lies in a heap.
 */
public final class Timers {
    /** Lanes of a kind. */
    private static final int EACH = 4;
    /** Kinds below have lanes. */
    private static final int KINDS = TimerKind.CALL + 1;

    private static final int KIND_BITS = 8;
    private static final int KIND = (1 << KIND_BITS) - 1;
    /** The number of the heap among the lanes. */
    private static final int HEAP = -1;

    private final Lane[] lanes = new Lane[KINDS * EACH];
    /** The lanes in which something is, as bits. */
    private int busy;

    private final Heap heap = new Heap();
    private long nextTicket;
    private int size;

    /** The earliest of all, and where it is. */
    private long nextMicros = Long.MAX_VALUE;

    private int nextLane = HEAP;

    private long firedDeadline;
    private int firedKind;
    private long firedId;

    public Timers() {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Lane();
        }
    }

    /** Sets one deadline; {@code kind} (less than 256) and {@code id} come back when it fires. */
    public void schedule(long deadlineMicros, int kind, long id) {
        long ticket = nextTicket++ << KIND_BITS | kind;
        int lane = kind < KINDS ? laneFor(deadlineMicros, kind * EACH) : HEAP;
        if (lane == HEAP) {
            heap.add(deadlineMicros, ticket, id);
        } else {
            lanes[lane].add(deadlineMicros, ticket, id);
            busy |= 1 << lane;
        }
        size++;
        if (deadlineMicros < nextMicros) {
            nextMicros = deadlineMicros;
            nextLane = lane;
        }
    }

    /** Takes the earliest deadline if it is due at {@code nowMicros}; then {@link #kind()} and {@link #id()} tell which. */
    public boolean poll(long nowMicros) {
        if (nextMicros > nowMicros || size == 0) {
            return false;
        }
        firedDeadline = nextMicros;
        if (nextLane == HEAP) {
            firedKind = (int) heap.ticket() & KIND;
            firedId = heap.take();
        } else {
            firedKind = (int) lanes[nextLane].ticket() & KIND;
            firedId = lanes[nextLane].take();
            busy &= lanes[nextLane].isEmpty() ? ~(1 << nextLane) : -1;
        }
        size--;
        findNext();
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
        return nextMicros;
    }

    public int size() {
        return size;
    }

    /** See {@link io.gavel.message.Rules#footprint}. */
    public long footprint() {
        long sum = 0;
        for (Lane lane : lanes) {
            sum += lane.footprint();
        }
        return sum;
    }

    public void writeState(StateWriter out) {
        out.putLong(nextTicket);
        for (Lane lane : lanes) {
            lane.writeState(out);
        }
        heap.writeState(out);
    }

    public void readState(StateReader in) {
        nextTicket = in.getLong();
        size = 0;
        busy = 0;
        for (int i = 0; i < lanes.length; i++) {
            lanes[i].readState(in);
            size += lanes[i].size();
            busy |= lanes[i].isEmpty() ? 0 : 1 << i;
        }
        heap.readState(in);
        size += heap.size();
        findNext();
    }

    /** The lane with the latest end that is not after the deadline, else an empty one, else the heap. */
    private int laneFor(long deadlineMicros, int first) {
        int best = HEAP;
        int empty = HEAP;
        for (int i = first; i < first + EACH; i++) {
            Lane lane = lanes[i];
            if (lane.isEmpty()) {
                empty = empty == HEAP ? i : empty;
            } else if (lane.lastMicros() <= deadlineMicros
                    && (best == HEAP || lane.lastMicros() > lanes[best].lastMicros())) {
                best = i;
            }
        }
        return best == HEAP ? empty : best;
    }

    private void findNext() {
        nextLane = HEAP;
        nextMicros = heap.deadlineMicros();
        long ticket = heap.ticket();
        for (int rest = busy; rest != 0; rest &= rest - 1) {
            int i = Integer.numberOfTrailingZeros(rest);
            long deadline = lanes[i].deadlineMicros();
            if (deadline < nextMicros || (deadline == nextMicros && lanes[i].ticket() < ticket)) {
                nextLane = i;
                nextMicros = deadline;
                ticket = lanes[i].ticket();
            }
        }
    }
}

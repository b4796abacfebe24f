package io.gavel.core.market;

import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CapKind;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.Period;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * The caps of one order, buyer or seller, and what they have taken. A unit is taken when an award is reserved and given back
 * if it is released within the same period; what was committed stays taken until the period ends. Concurrency counts what is
 * reserved and neither committed nor released. What counts answers keeps the unit of a call that was answered, released or not. A
 * period rolls over when it is first looked at after its end.
 */
final class Caps {
    private static final int KIND = 0;
    private static final int PERIOD = 1;
    private static final int LIMIT = 2;
    private static final int TAKEN = 3;
    /** Reservations from this moment on are in what is taken. */
    private static final int FROM = 4;

    private static final int UNTIL = 5;
    private static final int WIDTH = 6;

    private static final int COUNT = CapKind.COUNT.value();
    private static final int AMOUNT = CapKind.AMOUNT.value();
    private static final int ANSWERED = CapKind.ANSWERED.value();
    private static final int CONCURRENT = CapKind.CONCURRENT.value();
    private static final long[] NONE = {};

    /** All caps in one piece of memory, because it is looked at with every award. */
    private final long[] cells;

    private int end;
    private long open;

    /** Room for so many; 0: nothing is capped, but what is open is counted. */
    Caps(int capacity) {
        cells = capacity == 0 ? NONE : new long[capacity * WIDTH];
    }

    static Caps of(OrderPutDecoder.CapsDecoder group) {
        Caps caps = new Caps(group.count());
        while (group.hasNext()) {
            group.next();
            caps.add(group.kind(), group.period(), group.limit());
        }
        return caps;
    }

    static Caps of(BuyerPutDecoder.CapsDecoder group) {
        Caps caps = new Caps(group.count());
        while (group.hasNext()) {
            group.next();
            caps.add(group.kind(), group.period(), group.limit());
        }
        return caps;
    }

    static Caps of(SellerPutDecoder.CapsDecoder group) {
        Caps caps = new Caps(group.count());
        while (group.hasNext()) {
            group.next();
            caps.add(group.kind(), group.period(), group.limit());
        }
        return caps;
    }

    private void add(CapKind kind, Period period, long limit) {
        cells[end + KIND] = kind.value();
        cells[end + PERIOD] = (kind == CapKind.CONCURRENT ? Period.TOTAL : period).value();
        cells[end + LIMIT] = limit;
        end += WIDTH;
    }

    /**
     * Starts to count: goes on where {@code old} has a cap of the same kind and period, at nought elsewhere. What is open
     * stays open. Time zones may differ: the current period then ends as the new zone says.
     */
    void begin(Caps old, long nowMicros, Zone oldZone, Zone zone) {
        open = old.open;
        boolean[] used = new boolean[old.end / WIDTH];
        for (int cap = 0; cap < end; cap += WIDTH) {
            int same = old.find(cells[cap + KIND], cells[cap + PERIOD], used);
            if (same >= 0) {
                used[same / WIDTH] = true;
                old.roll(same, nowMicros, oldZone);
                cells[cap + TAKEN] = old.cells[same + TAKEN];
                cells[cap + FROM] = old.cells[same + FROM];
            } else {
                // What was reserved before, perhaps at this very moment, is not in it and must not be given back to it.
                cells[cap + FROM] = open == 0 ? nowMicros : nowMicros + 1;
            }
            cells[cap + UNTIL] = zone.endOf(period(cap), nowMicros);
        }
    }

    /** The same caps in another zone: periods end as it says. */
    void rezone(long nowMicros, Zone oldZone, Zone zone) {
        for (int cap = 0; cap < end; cap += WIDTH) {
            roll(cap, nowMicros, oldZone);
            cells[cap + UNTIL] = zone.endOf(period(cap), nowMicros);
        }
    }

    /** The first cap without room for one more award of this price; -1 if all have. */
    int full(long priceMicros, long nowMicros, Zone zone) {
        int first = -1;
        // All are looked at, so that every period rolls: nextRollMicros() must not lie in the past.
        for (int cap = end - WIDTH; cap >= 0; cap -= WIDTH) {
            if (room(cap, nowMicros, zone) < (cells[cap + KIND] == AMOUNT ? priceMicros : 1)) {
                first = cap / WIDTH;
            }
        }
        return first;
    }

    /** The highest price that there is room for: -1 if a count or concurrency is full, else what the amounts leave. */
    long roomMicros(long nowMicros, Zone zone) {
        long least = Long.MAX_VALUE;
        for (int cap = 0; cap < end; cap += WIDTH) {
            long room = room(cap, nowMicros, zone);
            if (cells[cap + KIND] == AMOUNT) {
                least = Math.min(least, Math.max(room, -1));
            } else if (room < 1) {
                least = -1;
            }
        }
        return least;
    }

    /** When, after now, the first period ends in which something is taken; {@link Long#MAX_VALUE} if none ends. */
    long nextRollMicros(long nowMicros, Zone zone) {
        long first = Long.MAX_VALUE;
        for (int cap = 0; cap < end; cap += WIDTH) {
            roll(cap, nowMicros, zone);
            if (cells[cap + TAKEN] > 0) {
                first = Math.min(first, cells[cap + UNTIL]);
            }
        }
        return first;
    }

    /** Takes one award's units; the caller has looked that there is room. */
    void take(long priceMicros, long nowMicros, Zone zone) {
        open++;
        for (int cap = 0; cap < end; cap += WIDTH) {
            roll(cap, nowMicros, zone);
            cells[cap + TAKEN] += units(cap, priceMicros);
        }
    }

    /** The award was redeemed: its units stay taken, and it is open no more. */
    void commit() {
        open = Math.max(0, open - 1);
    }

    /** The award is gone: gives its units back where the period that counted them still lasts. */
    void release(long priceMicros, long reservedMicros, boolean answered, long nowMicros, Zone zone) {
        open = Math.max(0, open - 1);
        giveBack(priceMicros, reservedMicros, answered, nowMicros, zone);
    }

    /** The same of an award whose place is free already, or is freed later. */
    void giveBack(long priceMicros, long reservedMicros, boolean answered, long nowMicros, Zone zone) {
        for (int cap = 0; cap < end; cap += WIDTH) {
            roll(cap, nowMicros, zone);
            if (reservedMicros >= cells[cap + FROM] && !(answered && cells[cap + KIND] == ANSWERED)) {
                cells[cap + TAKEN] = Math.max(0, cells[cap + TAKEN] - units(cap, priceMicros));
            }
        }
    }

    void writeState(StateWriter out) {
        out.putLong(open);
        for (int cap = 0; cap < end; cap += WIDTH) {
            out.putLong(cells[cap + TAKEN]);
            out.putLong(cells[cap + FROM]);
            out.putLong(cells[cap + UNTIL]);
        }
    }

    void readState(StateReader in) {
        open = in.getLong();
        for (int cap = 0; cap < end; cap += WIDTH) {
            cells[cap + TAKEN] = in.getLong();
            cells[cap + FROM] = in.getLong();
            cells[cap + UNTIL] = in.getLong();
        }
    }

    private long room(int cap, long nowMicros, Zone zone) {
        if (cells[cap + KIND] == CONCURRENT) {
            return cells[cap + LIMIT] - open;
        }
        roll(cap, nowMicros, zone);
        return cells[cap + LIMIT] - cells[cap + TAKEN];
    }

    private long units(int cap, long priceMicros) {
        long kind = cells[cap + KIND];
        return kind == AMOUNT ? priceMicros : kind == COUNT || kind == ANSWERED ? 1 : 0;
    }

    private void roll(int cap, long nowMicros, Zone zone) {
        if (nowMicros >= cells[cap + UNTIL]) {
            cells[cap + TAKEN] = 0;
            cells[cap + FROM] = nowMicros;
            cells[cap + UNTIL] = zone.endOf(period(cap), nowMicros);
        }
    }

    private Period period(int cap) {
        return Period.get((short) cells[cap + PERIOD]);
    }

    private int find(long kind, long period, boolean[] used) {
        for (int cap = 0; cap < end; cap += WIDTH) {
            if (!used[cap / WIDTH] && cells[cap + KIND] == kind && cells[cap + PERIOD] == period) {
                return cap;
            }
        }
        return -1;
    }
}

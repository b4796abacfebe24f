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
 * reserved and neither committed nor released. A period rolls over when it is first looked at after its end.
 */
final class Caps {
    private final CapKind[] kinds;
    private final Period[] periods;
    private final long[] limits;
    private final long[] taken;
    /** Reservations from this moment on are in {@code taken}. */
    private final long[] fromMicros;

    private final long[] untilMicros;
    private int size;
    private long open;

    /** Room for so many; 0: nothing is capped, but what is open is counted. */
    Caps(int capacity) {
        kinds = new CapKind[capacity];
        periods = new Period[capacity];
        limits = new long[capacity];
        taken = new long[capacity];
        fromMicros = new long[capacity];
        untilMicros = new long[capacity];
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
        kinds[size] = kind;
        periods[size] = kind == CapKind.CONCURRENT ? Period.TOTAL : period;
        limits[size++] = limit;
    }

    /**
     * Starts to count: goes on where {@code old} has a cap of the same kind and period, at nought elsewhere. What is open
     * stays open. Time zones may differ: the current period then ends as the new zone says.
     */
    void begin(Caps old, long nowMicros, Zone oldZone, Zone zone) {
        open = old.open;
        boolean[] used = new boolean[old.size];
        for (int i = 0; i < size; i++) {
            int same = old.find(kinds[i], periods[i], used);
            if (same >= 0) {
                used[same] = true;
                old.roll(same, nowMicros, oldZone);
                taken[i] = old.taken[same];
                fromMicros[i] = old.fromMicros[same];
            } else {
                // What was reserved before, perhaps at this very moment, is not in it and must not be given back to it.
                fromMicros[i] = open == 0 ? nowMicros : nowMicros + 1;
            }
            untilMicros[i] = zone.endOf(periods[i], nowMicros);
        }
    }

    /** The same caps in another zone: periods end as it says. */
    void rezone(long nowMicros, Zone oldZone, Zone zone) {
        for (int i = 0; i < size; i++) {
            roll(i, nowMicros, oldZone);
            untilMicros[i] = zone.endOf(periods[i], nowMicros);
        }
    }

    /** The first cap without room for one more award of this price; -1 if all have. */
    int full(long priceMicros, long nowMicros, Zone zone) {
        int first = -1;
        // All are looked at, so that every period rolls: nextRollMicros() must not lie in the past.
        for (int i = size - 1; i >= 0; i--) {
            if (room(i, nowMicros, zone) < (kinds[i] == CapKind.AMOUNT ? priceMicros : 1)) {
                first = i;
            }
        }
        return first;
    }

    /** The highest price that there is room for: -1 if a count or concurrency is full, else what the amounts leave. */
    long roomMicros(long nowMicros, Zone zone) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            long room = room(i, nowMicros, zone);
            if (kinds[i] == CapKind.AMOUNT) {
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
        for (int i = 0; i < size; i++) {
            roll(i, nowMicros, zone);
            if (taken[i] > 0) {
                first = Math.min(first, untilMicros[i]);
            }
        }
        return first;
    }

    /** Takes one award's units; the caller has looked that there is room. */
    void take(long priceMicros, long nowMicros, Zone zone) {
        open++;
        for (int i = 0; i < size; i++) {
            roll(i, nowMicros, zone);
            taken[i] += units(i, priceMicros);
        }
    }

    /** The award was redeemed: its units stay taken, and it is open no more. */
    void commit() {
        open = Math.max(0, open - 1);
    }

    /** The award is gone: gives its units back where the period that counted them still lasts. */
    void release(long priceMicros, long reservedMicros, long nowMicros, Zone zone) {
        open = Math.max(0, open - 1);
        for (int i = 0; i < size; i++) {
            roll(i, nowMicros, zone);
            if (reservedMicros >= fromMicros[i]) {
                taken[i] = Math.max(0, taken[i] - units(i, priceMicros));
            }
        }
    }

    void writeState(StateWriter out) {
        out.putLong(open);
        for (int i = 0; i < size; i++) {
            out.putLong(taken[i]);
            out.putLong(fromMicros[i]);
            out.putLong(untilMicros[i]);
        }
    }

    void readState(StateReader in) {
        open = in.getLong();
        for (int i = 0; i < size; i++) {
            taken[i] = in.getLong();
            fromMicros[i] = in.getLong();
            untilMicros[i] = in.getLong();
        }
    }

    private long room(int i, long nowMicros, Zone zone) {
        if (kinds[i] == CapKind.CONCURRENT) {
            return limits[i] - open;
        }
        roll(i, nowMicros, zone);
        return limits[i] - taken[i];
    }

    private long units(int i, long priceMicros) {
        return switch (kinds[i]) {
            case AMOUNT -> priceMicros;
            case COUNT -> 1;
            case CONCURRENT, NULL_VAL -> 0;
        };
    }

    private void roll(int i, long nowMicros, Zone zone) {
        if (nowMicros >= untilMicros[i]) {
            taken[i] = 0;
            fromMicros[i] = nowMicros;
            untilMicros[i] = zone.endOf(periods[i], nowMicros);
        }
    }

    private int find(CapKind kind, Period period, boolean[] used) {
        for (int i = 0; i < size; i++) {
            if (!used[i] && kinds[i] == kind && periods[i] == period) {
                return i;
            }
        }
        return -1;
    }
}

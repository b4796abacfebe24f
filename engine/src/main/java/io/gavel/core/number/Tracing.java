package io.gavel.core.number;

import io.gavel.message.AttributionMethod;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/**
 * Finds the visit of a call. A visit that has the number alone is it, unless the caller called this very number as somebody else
 * before: numbers stay in phones. Of a number that nobody has it is who had it last, with a confidence that halves with every
 * hold time that passes: a rule of thumb, said with every such call, not a measurement.
 */
final class Tracing {
    /** In thousandths: who called the number before is taken for the same visitor. */
    private static final int REPEAT_MILLIS = 900;
    /** How many that had the number before are weighed. */
    private static final int WEIGHED = 8;
    /** What the last one weighs when its hold ends. */
    private static final long LATE_WEIGHT = 1 << 20;
    /** What it weighs that it is somebody who never had the number. */
    private static final long STRANGER_WEIGHT = LATE_WEIGHT / 2;

    private final Numbers numbers;
    private final Visits visits;
    private final Past past;
    private final Traits traits;
    private final PoolBook book;
    private final Leases leases;
    private final Callers callers;
    private long visitor;
    private int handle;

    Tracing(Numbers numbers, Visits visits, Past past, Traits traits, PoolBook book, Leases leases) {
        this.numbers = numbers;
        this.visits = visits;
        this.past = past;
        this.traits = traits;
        this.book = book;
        this.leases = leases;
        this.callers = new Callers(traits);
    }

    void attribute(long dialled, long caller, long nowMicros, Attribution out) {
        out.clear(dialled);
        visitor = 0;
        handle = Traits.NONE;
        int slot = numbers.find(dialled);
        Pool pool = slot == Numbers.NONE ? null : book.pool(numbers.pool(slot));
        if (pool != null) {
            leases.expire(pool, nowMicros);
            ofNumber(pool, slot, nowMicros, out);
        } else {
            pool = book.ofOverflow(dialled);
            if (pool == null) {
                return;
            }
            leases.expire(pool, nowMicros);
            ofOverflow(pool, out);
        }
        out.poolId = pool.id;
        if (caller != 0) {
            again(caller, nowMicros, out);
            callers.called(caller, out, visitor, traits.share(handle), nowMicros);
        }
        keep(pool, out, nowMicros);
        out.traits(handle == Traits.NONE ? null : traits.bytes(handle));
    }

    /** Bytes of memory that it takes. Any thread, of a moment ago. */
    long footprint() {
        return callers.footprint();
    }

    void writeState(StateWriter out) {
        callers.writeState(out);
    }

    void readState(StateReader in) {
        callers.readState(in);
    }

    private void ofNumber(Pool pool, int slot, long nowMicros, Attribution out) {
        int row = numbers.visit(slot);
        if (row != Visits.NONE) {
            found(row, AttributionMethod.EXACT, 1, out);
        } else {
            late(pool, slot, nowMicros, out);
        }
    }

    /** One of those who share the number; the one heard of last is named. */
    private void ofOverflow(Pool pool, Attribution out) {
        int row = pool.shared.last();
        if (row != Visits.NONE) {
            found(row, AttributionMethod.SHARED, pool.shared.size(), out);
        }
    }

    private void found(int row, AttributionMethod method, int candidates, Attribution out) {
        out.method = method;
        out.visitId = visits.id(row);
        out.visitRef = visits.ref(row);
        out.candidates = candidates;
        out.confidenceMillis = 1000 / candidates;
        visitor = visits.visitor(row);
        handle = visits.traits(row);
    }

    private void late(Pool pool, int slot, long nowMicros, Attribution out) {
        long newest = past.newest(slot);
        long first = 0;
        long sum = STRANGER_WEIGHT;
        int count = 0;
        for (long record = newest; record != Past.NONE && count < WEIGHED; record = past.before(record)) {
            long since = nowMicros - past.endedMicros(record);
            if (since > pool.lateMicros) {
                break;
            }
            long weight = weight(since, pool.holdMicros);
            first = count++ == 0 ? weight : first;
            sum += weight;
        }
        if (count == 0) {
            return;
        }
        out.method = AttributionMethod.LATE;
        out.visitId = past.visitId(newest);
        out.visitRef = past.ref(newest);
        out.candidates = count;
        out.confidenceMillis = (int) (first * 1000 / sum);
        visitor = past.visitor(newest);
        handle = past.traits(newest);
    }

    /** Halves with every hold time, straight in between. */
    private static long weight(long sinceMicros, long holdMicros) {
        long halvings = sinceMicros / holdMicros;
        if (halvings > 20) {
            return 0;
        }
        long weight = LATE_WEIGHT >> halvings;
        return weight - weight / 2 * (sinceMicros % holdMicros / 1000) / Math.max(1, holdMicros / 1000);
    }

    /** Somebody who called this number before as another visitor is that visitor still. */
    private void again(long caller, long nowMicros, Attribution out) {
        long before = callers.find(caller, nowMicros);
        if (before == Callers.NONE) {
            return;
        }
        out.callsBefore = callers.count(before);
        boolean another = callers.visitId(before) != 0
                && callers.number(before) == out.number
                && (out.visitId == 0 || callers.visitor(before) != visitor);
        if (another) {
            out.method = AttributionMethod.REPEAT;
            out.visitId = callers.visitId(before);
            out.visitRef = callers.ref(before);
            out.candidates = Math.max(1, out.candidates);
            out.confidenceMillis = Math.min(REPEAT_MILLIS, callers.confidenceMillis(before));
            visitor = callers.visitor(before);
            handle = callers.traits(before);
        }
    }

    /** Who calls is still there. */
    private void keep(Pool pool, Attribution out, long nowMicros) {
        int row = visits.ofId(out.visitId);
        if (row != Visits.NONE && visits.pool(row) == pool.id && out.confidenceMillis >= Attribution.SURE_ENOUGH) {
            leases.touch(pool, row, nowMicros);
        }
    }
}

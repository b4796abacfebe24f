package io.gavel.core.number;

import io.gavel.core.timer.TimerKind;
import io.gavel.core.timer.Timers;
import org.agrona.collections.Long2LongCounterMap;

/** Gives numbers to visits and takes them back. */
final class Leases {
    /** So many visits of a pool share its overflow number; then the one that is silent for longest is over. */
    static final int MOST_SHARED = 100_000;

    private final Numbers numbers;
    private final Visits visits;
    private final Past past;
    private final Traits traits;
    private final Timers timers;
    private final VisitAnswers answers;
    /** Numbers held, by pool and address. */
    private final Long2LongCounterMap byAddress = new Long2LongCounterMap(0);

    /** Kept, so that it is not left out as needless. */
    long glanced;

    Leases(Numbers numbers, Visits visits, Past past, Traits traits, Timers timers, VisitAnswers answers) {
        this.numbers = numbers;
        this.visits = visits;
        this.past = past;
        this.traits = traits;
        this.timers = timers;
        this.answers = answers;
    }

    /** Looks early at what {@link #free} will ask, see {@link io.gavel.core.memory.RowIndex#glance}. */
    void glance(Pool pool, long address) {
        glanced = byAddress.get(Pools.key(pool.id, address));
    }

    /** The number that is free for longest, of this area code if there is one; {@link Numbers#NONE} if there is none. */
    int free(Pool pool, int area, long address, long nowMicros) {
        boolean holdsEnough =
                address != 0 && pool.perAddress > 0 && byAddress.get(Pools.key(pool.id, address)) >= pool.perAddress;
        if (holdsEnough) {
            return Numbers.NONE;
        }
        int near = pool.free.first(area);
        return near != Numbers.NONE && isRested(pool, near, nowMicros) ? near : rested(pool, nowMicros);
    }

    /** A new visit: with this number, or with the overflow number if that is {@link Numbers#NONE}. */
    int begin(Pool pool, int slot, long visitId, long visitor, long address, long nowMicros) {
        int row = visits.add(visitId, pool.id, visitor);
        visits.address(row, address);
        visits.openedMicros(row, nowMicros);
        visits.touchedMicros(row, nowMicros);
        visits.ref(row, 0);
        visits.traits(row, Traits.NONE);
        enter(pool, row, slot);
        if (slot == Numbers.NONE && pool.shared.size() > MOST_SHARED) {
            end(pool, pool.shared.first(), nowMicros);
        }
        return row;
    }

    /** Also of a visit that is read from a state, in the order of its last touch. */
    void enter(Pool pool, int row, int slot) {
        visits.slot(row, slot);
        if (slot == Numbers.NONE) {
            pool.shared.add(row);
            return;
        }
        if (numbers.isFree(slot)) {
            pool.free.remove(slot);
        }
        numbers.visit(slot, row);
        pool.held.add(row);
        count(pool.id, visits.address(row), 1);
    }

    /** A sign of life; after its longest time a visit is not prolonged any more. */
    boolean touch(Pool pool, int row, long nowMicros) {
        if (nowMicros - visits.openedMicros(row) >= pool.longestMicros) {
            return false;
        }
        visits.touchedMicros(row, nowMicros);
        Silence list = visits.slot(row) == Numbers.NONE ? pool.shared : pool.held;
        list.remove(row);
        list.add(row);
        return true;
    }

    /** Ends a visit: its number is free, and remembered as its. */
    void end(Pool pool, int row, long nowMicros) {
        int slot = visits.slot(row);
        glanced = visits.glance(row);
        if (slot == Numbers.NONE) {
            answers.ended(row, pool.overflow);
            pool.shared.remove(row);
            traits.drop(visits.traits(row));
        } else {
            count(pool.id, visits.address(row), -1);
            long endMicros = Math.min(nowMicros, visits.touchedMicros(row) + pool.holdMicros);
            answers.ended(row, numbers.number(slot));
            pool.held.remove(row);
            numbers.visit(slot, Numbers.NONE);
            numbers.freedMicros(slot, endMicros);
            if (numbers.pool(slot) == pool.id && !numbers.retiring(slot)) {
                pool.free.add(slot);
            }
            past.add(slot, visits.id(row), visits.ref(row), visits.visitor(row), visits.traits(row), endMicros);
        }
        visits.remove(row);
    }

    /** Ends what was silent for too long, and sets the timer of what comes next. */
    void expire(Pool pool, long nowMicros) {
        expire(pool, pool.held, nowMicros);
        expire(pool, pool.shared, nowMicros);
        if (pool.timerMicros <= nowMicros) {
            pool.timerMicros = Pool.NEVER;
        }
        long due = Math.min(due(pool, pool.held), due(pool, pool.shared));
        if (due < pool.timerMicros) {
            pool.timerMicros = due;
            timers.schedule(due, TimerKind.LEASE, pool.id);
        }
    }

    private void expire(Pool pool, Silence list, long nowMicros) {
        for (int row = list.first(); row != Visits.NONE && isOver(pool, row, nowMicros); row = list.first()) {
            end(pool, row, nowMicros);
        }
    }

    private boolean isOver(Pool pool, int row, long nowMicros) {
        return visits.touchedMicros(row) + pool.holdMicros <= nowMicros;
    }

    private long due(Pool pool, Silence list) {
        return list.first() == Visits.NONE ? Pool.NEVER : visits.touchedMicros(list.first()) + pool.holdMicros;
    }

    private int rested(Pool pool, long nowMicros) {
        int slot = pool.free.first();
        return slot != Numbers.NONE && isRested(pool, slot, nowMicros) ? slot : Numbers.NONE;
    }

    private boolean isRested(Pool pool, int slot, long nowMicros) {
        long freed = numbers.freedMicros(slot);
        return freed == Numbers.NEVER || nowMicros - freed >= pool.quarantineMicros;
    }

    private void count(int poolId, long address, int by) {
        if (address != 0) {
            byAddress.getAndAdd(Pools.key(poolId, address), by);
        }
    }
}

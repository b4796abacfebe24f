package io.gavel.core.number;

import io.gavel.message.PoolPutDecoder;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/** The pools by id, and which number is in which: a number is in one pool at most, the one that named it last. */
final class PoolBook {
    private static final long MICROS = 1_000_000;

    private final Numbers numbers;
    private final Visits visits;
    private final Leases leases;
    private final Long2LongHashMap byOverflow = new Long2LongHashMap(0);
    private final ExpandableArrayBuffer list = new ExpandableArrayBuffer();
    private @Nullable Pool[] pools = new Pool[8];

    PoolBook(Numbers numbers, Visits visits, Leases leases) {
        this.numbers = numbers;
        this.visits = visits;
        this.leases = leases;
    }

    @Nullable
    Pool pool(int id) {
        return id > 0 && id < pools.length ? pools[id] : null;
    }

    /** Whose overflow number this is. */
    @Nullable
    Pool ofOverflow(long digits) {
        return pool((int) byOverflow.get(digits));
    }

    void put(PoolPutDecoder put, long nowMicros) {
        int id = put.poolId();
        if (id <= 0) {
            return;
        }
        Pool pool = pool(id);
        if (pool == null) {
            pool = add(new Pool(id, numbers, visits));
        }
        leases.expire(pool, nowMicros);
        pool.holdMicros = Math.max(1, put.holdSeconds()) * MICROS;
        pool.quarantineMicros = put.quarantineSeconds() * MICROS;
        pool.lateMicros = Math.min(Past.LONGEST_MICROS, put.lateSeconds() * MICROS);
        pool.longestMicros = Math.max(1, put.longestSeconds()) * MICROS;
        pool.perAddress = put.perAddress();
        pool.enabled = put.enabled() != 0;
        leases.expire(pool, nowMicros);
        overflow(pool, put.overflow());
        assign(pool, put, nowMicros);
    }

    void delete(int id, long nowMicros) {
        Pool pool = pool(id);
        if (pool == null) {
            return;
        }
        while (pool.shared.first() != Visits.NONE) {
            leases.end(pool, pool.shared.first(), nowMicros);
        }
        pool.enabled = false;
        overflow(pool, 0);
        for (int slot : pool.members) {
            leave(pool, slot, nowMicros);
        }
        pool.members = new int[0];
        pool.free.clear();
    }

    void writeState(StateWriter out, Traits traits) {
        out.putInt(pools.length);
        for (int id = 1; id < pools.length; id++) {
            Pool pool = pools[id];
            out.putBoolean(pool != null);
            if (pool != null) {
                write(pool, out, traits);
            }
        }
    }

    void readState(StateReader in, Traits traits) {
        pools = new Pool[in.getInt()];
        for (int id = 1; id < pools.length; id++) {
            if (in.getBoolean()) {
                read(add(new Pool(id, numbers, visits)), in, traits);
            }
        }
    }

    private Pool add(Pool pool) {
        if (pool.id >= pools.length) {
            pools = Arrays.copyOf(pools, Math.max(pool.id + 1, pools.length * 2));
        }
        pools[pool.id] = pool;
        return pool;
    }

    private void overflow(Pool pool, long digits) {
        if (pool.overflow != 0 && byOverflow.get(pool.overflow) == pool.id) {
            byOverflow.remove(pool.overflow);
        }
        pool.overflow = digits;
        if (digits != 0) {
            byOverflow.put(digits, pool.id);
        }
    }

    private void assign(Pool pool, PoolPutDecoder put, long nowMicros) {
        int[] before = pool.members;
        for (int slot : before) {
            numbers.pool(slot, -pool.id);
        }
        int active = put.getNumbers(list, 0, put.numbersLength()) / Long.BYTES;
        int[] members = new int[active];
        for (int i = 0; i < active; i++) {
            members[i] = join(pool, list.getLong(i * Long.BYTES, ByteOrder.LITTLE_ENDIAN), false, nowMicros);
        }
        int retired = put.getRetiring(list, 0, put.retiringLength()) / Long.BYTES;
        members = Arrays.copyOf(members, active + retired);
        for (int i = 0; i < retired; i++) {
            members[active + i] = join(pool, list.getLong(i * Long.BYTES, ByteOrder.LITTLE_ENDIAN), true, nowMicros);
        }
        for (int slot : before) {
            if (numbers.pool(slot) == -pool.id) {
                leave(pool, slot, nowMicros);
            }
        }
        pool.members = distinct(pool, members);
        line(pool);
    }

    /** A number that a list names twice is there once. */
    private int[] distinct(Pool pool, int[] members) {
        int count = 0;
        for (int slot : members) {
            if (numbers.pool(slot) == pool.id) {
                numbers.pool(slot, -pool.id);
                members[count++] = slot;
            }
        }
        int[] distinct = Arrays.copyOf(members, count);
        for (int slot : distinct) {
            numbers.pool(slot, pool.id);
        }
        return distinct;
    }

    private int join(Pool pool, long digits, boolean retiring, long nowMicros) {
        int slot = numbers.slot(digits);
        Pool other = pool(numbers.pool(slot));
        if (other != null && other != pool) {
            leave(other, slot, nowMicros);
            other.members = distinct(other, other.members);
        }
        numbers.pool(slot, pool.id);
        numbers.retiring(slot, retiring);
        return slot;
    }

    /** The number is no longer this pool's: who has it has none from now on. */
    private void leave(Pool pool, int slot, long nowMicros) {
        numbers.pool(slot, 0);
        if (numbers.isFree(slot)) {
            pool.free.remove(slot);
        }
        if (numbers.visit(slot) != Numbers.NONE) {
            leases.end(pool, numbers.visit(slot), nowMicros);
        }
    }

    /** Lines up the free numbers, the longest free first; of those equally long the one that came first. */
    private void line(Pool pool) {
        pool.free.clear();
        List<Integer> free = new ArrayList<>(pool.members.length);
        for (int slot : pool.members) {
            if (!numbers.retiring(slot) && numbers.visit(slot) == Numbers.NONE) {
                free.add(slot);
            }
        }
        free.sort(Comparator.comparingLong(slot -> numbers.freedMicros(slot)));
        for (int slot : free) {
            pool.free.add(slot);
        }
    }

    private void write(Pool pool, StateWriter out, Traits traits) {
        out.putBoolean(pool.enabled);
        out.putLong(pool.holdMicros);
        out.putLong(pool.quarantineMicros);
        out.putLong(pool.lateMicros);
        out.putLong(pool.longestMicros);
        out.putInt(pool.perAddress);
        out.putLong(pool.overflow);
        out.putLong(pool.timerMicros);
        out.putInt(pool.members.length);
        for (int slot : pool.members) {
            out.putInt(slot);
            out.putBoolean(numbers.retiring(slot));
        }
        out.putInt(pool.free.size());
        for (int slot = pool.free.first(); slot != Numbers.NONE; slot = pool.free.after(slot)) {
            out.putInt(slot);
        }
        write(pool.held, out, traits);
        write(pool.shared, out, traits);
    }

    private void write(Silence line, StateWriter out, Traits traits) {
        out.putInt(line.size());
        for (int row = line.first(); row != Visits.NONE; row = line.after(row)) {
            out.putLong(visits.id(row));
            out.putLong(visits.visitor(row));
            out.putLong(visits.address(row));
            out.putLong(visits.ref(row));
            out.putLong(visits.openedMicros(row));
            out.putLong(visits.touchedMicros(row));
            out.putInt(visits.slot(row));
            traits.write(visits.traits(row), out);
        }
    }

    private void read(Pool pool, StateReader in, Traits traits) {
        pool.enabled = in.getBoolean();
        pool.holdMicros = in.getLong();
        pool.quarantineMicros = in.getLong();
        pool.lateMicros = in.getLong();
        pool.longestMicros = in.getLong();
        pool.perAddress = in.getInt();
        overflow(pool, in.getLong());
        pool.timerMicros = in.getLong();
        pool.members = new int[in.getInt()];
        for (int i = 0; i < pool.members.length; i++) {
            int slot = in.getInt();
            pool.members[i] = slot;
            numbers.pool(slot, pool.id);
            numbers.retiring(slot, in.getBoolean());
        }
        for (int left = in.getInt(); left > 0; left--) {
            pool.free.add(in.getInt());
        }
        visits(pool, in, traits);
        visits(pool, in, traits);
    }

    private void visits(Pool pool, StateReader in, Traits traits) {
        for (int left = in.getInt(); left > 0; left--) {
            long id = in.getLong();
            int row = visits.add(id, pool.id, in.getLong());
            visits.address(row, in.getLong());
            visits.ref(row, in.getLong());
            visits.openedMicros(row, in.getLong());
            visits.touchedMicros(row, in.getLong());
            int slot = in.getInt();
            visits.traits(row, traits.read(in));
            leases.enter(pool, row, slot);
        }
    }
}

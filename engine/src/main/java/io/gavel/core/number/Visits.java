package io.gavel.core.number;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** The live visits: a row each, found by id and by pool and visitor. A row's place is used again when its visit is over. */
final class Visits {
    static final int NONE = -1;

    private final Long2LongHashMap byId = new Long2LongHashMap(NONE);
    private final Long2LongHashMap byVisitor = new Long2LongHashMap(NONE);
    private int used;
    private int free = NONE;
    private int size;

    long[] id = new long[16];
    long[] visitor = new long[16];
    long[] address = new long[16];
    long[] ref = new long[16];
    long[] openedMicros = new long[16];
    long[] touchedMicros = new long[16];
    int[] pool = new int[16];
    /** The number that it has alone, {@link Numbers#NONE} if it shares the overflow number. */
    int[] slot = new int[16];

    int[] traits = new int[16];
    /** Links of the list that it is in, {@link Silence}. */
    int[] next = new int[16];

    int[] previous = new int[16];

    int size() {
        return size;
    }

    int ofId(long visitId) {
        return (int) byId.get(visitId);
    }

    int ofVisitor(int poolId, long visitorKey) {
        return (int) byVisitor.get(Pools.key(poolId, visitorKey));
    }

    int add(long visitId, int poolId, long visitorKey) {
        int row = free;
        if (row == NONE) {
            if (used == id.length) {
                grow(used * 2);
            }
            row = used++;
        } else {
            free = next[row];
        }
        id[row] = visitId;
        pool[row] = poolId;
        visitor[row] = visitorKey;
        byId.put(visitId, row);
        byVisitor.put(Pools.key(poolId, visitorKey), row);
        size++;
        return row;
    }

    void remove(int row) {
        byId.remove(id[row]);
        byVisitor.remove(Pools.key(pool[row], visitor[row]));
        next[row] = free;
        free = row;
        size--;
    }

    private void grow(int capacity) {
        id = Arrays.copyOf(id, capacity);
        visitor = Arrays.copyOf(visitor, capacity);
        address = Arrays.copyOf(address, capacity);
        ref = Arrays.copyOf(ref, capacity);
        openedMicros = Arrays.copyOf(openedMicros, capacity);
        touchedMicros = Arrays.copyOf(touchedMicros, capacity);
        pool = Arrays.copyOf(pool, capacity);
        slot = Arrays.copyOf(slot, capacity);
        traits = Arrays.copyOf(traits, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
    }
}

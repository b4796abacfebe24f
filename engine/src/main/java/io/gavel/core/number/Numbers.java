package io.gavel.core.number;

import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** Every number that ever was in a pool: where it is, who has it, since when it is free. A number keeps its slot for ever. */
final class Numbers {
    static final int NONE = -1;
    /** Free since before anything was leased. */
    static final long NEVER = 0;

    private static final long FIRST_OF_NANP = 1_200_000_0000L;
    private static final long LAST_OF_NANP = 1_999_999_9999L;

    private final Long2LongHashMap slots = new Long2LongHashMap(NONE);
    private int size;

    long[] number = new long[16];
    /** 0: in none. */
    int[] pool = new int[16];
    /** The visit that has it, alone. */
    int[] visit = new int[16];

    long[] freedMicros = new long[16];
    boolean[] retiring = new boolean[16];
    /** Links of the pool's free numbers, {@link FreeNumbers}. */
    boolean[] isFree = new boolean[16];

    int[] next = new int[16];
    int[] previous = new int[16];
    int[] areaNext = new int[16];
    int[] areaPrevious = new int[16];
    /** The newest record of {@link Past}. */
    long[] past = new long[16];

    /** {@link #NONE} if it never was in a pool. */
    int find(long digits) {
        return (int) slots.get(digits);
    }

    int slot(long digits) {
        int known = find(digits);
        if (known != NONE) {
            return known;
        }
        if (size == number.length) {
            grow(size * 2);
        }
        int slot = size++;
        slots.put(digits, slot);
        number[slot] = digits;
        pool[slot] = 0;
        visit[slot] = NONE;
        freedMicros[slot] = NEVER;
        past[slot] = NONE;
        return slot;
    }

    /** The area code of a North American number; 0 of any other. */
    static int area(long digits) {
        return digits >= FIRST_OF_NANP && digits <= LAST_OF_NANP ? (int) (digits / 10_000_000 % 1000) : 0;
    }

    /** What is in a pool follows from the pools; who has it from the visits; what is past from the past. */
    void writeState(StateWriter out) {
        out.putInt(size);
        for (int slot = 0; slot < size; slot++) {
            out.putLong(number[slot]);
            out.putLong(freedMicros[slot]);
        }
    }

    void readState(StateReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int slot = slot(in.getLong());
            freedMicros[slot] = in.getLong();
        }
    }

    private void grow(int capacity) {
        number = Arrays.copyOf(number, capacity);
        pool = Arrays.copyOf(pool, capacity);
        visit = Arrays.copyOf(visit, capacity);
        freedMicros = Arrays.copyOf(freedMicros, capacity);
        retiring = Arrays.copyOf(retiring, capacity);
        isFree = Arrays.copyOf(isFree, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        areaNext = Arrays.copyOf(areaNext, capacity);
        areaPrevious = Arrays.copyOf(areaPrevious, capacity);
        past = Arrays.copyOf(past, capacity);
    }
}

package io.gavel.core.number;

import io.gavel.core.memory.RowIndex;
import io.gavel.core.memory.Table;
import io.gavel.message.Coding;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;

/** Every number that ever was in a pool: where it is, who has it, since when it is free. A number keeps its slot for ever. */
final class Numbers {
    static final int NONE = -1;
    /** Free since before anything was leased. */
    static final long NEVER = 0;

    private static final long FIRST_OF_NANP = 1_200_000_0000L;
    private static final long LAST_OF_NANP = 1_999_999_9999L;

    private static final int NUMBER = 0;
    private static final int FREED = 1;
    private static final int PAST = 2;
    private static final int POOL_AND_VISIT = 3;
    private static final int LINKS = 4;
    private static final int AREA_LINKS = 5;
    private static final int FLAGS = 6;
    private static final int WIDTH = 7;

    private final Table rows = new Table(WIDTH);
    private final RowIndex slots = new RowIndex() {
        @Override
        protected int hash(long digits) {
            return (int) Coding.mix(digits);
        }

        @Override
        protected boolean has(int slot, long digits) {
            return number(slot) == digits;
        }
    };
    private int size;

    /** {@link #NONE} if it never was in a pool. */
    int find(long digits) {
        return slots.find(digits);
    }

    int slot(long digits) {
        int known = find(digits);
        if (known != NONE) {
            return known;
        }
        rows.reserve(size + 1);
        int slot = size++;
        slots.add(digits, slot);
        rows.set(slot, NUMBER, digits);
        pool(slot, 0);
        visit(slot, NONE);
        freedMicros(slot, NEVER);
        past(slot, NONE);
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
            out.putLong(number(slot));
            out.putLong(freedMicros(slot));
        }
    }

    void readState(StateReader in) {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int slot = slot(in.getLong());
            freedMicros(slot, in.getLong());
        }
    }

    long number(int slot) {
        return rows.get(slot, NUMBER);
    }

    /** 0: in none. */
    int pool(int slot) {
        return rows.high(slot, POOL_AND_VISIT);
    }

    void pool(int slot, int poolId) {
        rows.high(slot, POOL_AND_VISIT, poolId);
    }

    /** The visit that has it, alone. */
    int visit(int slot) {
        return rows.low(slot, POOL_AND_VISIT);
    }

    void visit(int slot, int row) {
        rows.low(slot, POOL_AND_VISIT, row);
    }

    long freedMicros(int slot) {
        return rows.get(slot, FREED);
    }

    void freedMicros(int slot, long micros) {
        rows.set(slot, FREED, micros);
    }

    boolean retiring(int slot) {
        return rows.high(slot, FLAGS) != 0;
    }

    void retiring(int slot, boolean isRetiring) {
        rows.high(slot, FLAGS, isRetiring ? 1 : 0);
    }

    /** Whether it is in its pool's list of free numbers, {@link FreeNumbers}; the links are of that. */
    boolean isFree(int slot) {
        return rows.low(slot, FLAGS) != 0;
    }

    void isFree(int slot, boolean isFree) {
        rows.low(slot, FLAGS, isFree ? 1 : 0);
    }

    int next(int slot) {
        return rows.high(slot, LINKS);
    }

    void next(int slot, int link) {
        rows.high(slot, LINKS, link);
    }

    int previous(int slot) {
        return rows.low(slot, LINKS);
    }

    void previous(int slot, int link) {
        rows.low(slot, LINKS, link);
    }

    int areaNext(int slot) {
        return rows.high(slot, AREA_LINKS);
    }

    void areaNext(int slot, int link) {
        rows.high(slot, AREA_LINKS, link);
    }

    int areaPrevious(int slot) {
        return rows.low(slot, AREA_LINKS);
    }

    void areaPrevious(int slot, int link) {
        rows.low(slot, AREA_LINKS, link);
    }

    /** The newest record of {@link Past}. */
    long past(int slot) {
        return rows.get(slot, PAST);
    }

    void past(int slot, long record) {
        rows.set(slot, PAST, record);
    }
}

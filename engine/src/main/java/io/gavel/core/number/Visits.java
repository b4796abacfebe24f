package io.gavel.core.number;

import io.gavel.core.memory.RowIndex;
import io.gavel.core.memory.Table;
import io.gavel.message.Coding;

/** The live visits: a row each, found by id and by pool and visitor. A row's place is used again when its visit is over. */
final class Visits {
    static final int NONE = -1;

    private static final int ID = 0;
    private static final int VISITOR = 1;
    private static final int ADDRESS = 2;
    private static final int REF = 3;
    private static final int OPENED = 4;
    private static final int TOUCHED = 5;
    private static final int POOL_AND_SLOT = 6;
    private static final int LINKS = 7;
    private static final int TRAITS = 8;
    private static final int WIDTH = 9;

    private final Table rows = new Table(WIDTH);
    private final RowIndex byId = new RowIndex() {
        /** Ids ascend: eight that follow each other are together. */
        @Override
        protected int hash(long id) {
            return ((int) Coding.mix(id >>> 3) << 3) | ((int) id & 7);
        }

        @Override
        protected boolean has(int row, long id) {
            return id(row) == id;
        }
    };
    private final RowIndex byVisitor = new RowIndex() {
        @Override
        protected int hash(long key) {
            return (int) key;
        }

        @Override
        protected boolean has(int row, long key) {
            return Pools.key(pool(row), visitor(row)) == key;
        }
    };
    private int used;
    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    int ofId(long visitId) {
        return byId.find(visitId);
    }

    int ofVisitor(int poolId, long visitorKey) {
        return byVisitor.find(Pools.key(poolId, visitorKey));
    }

    int add(long visitId, int poolId, long visitorKey) {
        int row = free;
        if (row == NONE) {
            rows.reserve(used + 1);
            row = used++;
        } else {
            free = next(row);
        }
        rows.set(row, ID, visitId);
        rows.high(row, POOL_AND_SLOT, poolId);
        rows.set(row, VISITOR, visitorKey);
        byId.add(visitId, row);
        byVisitor.add(Pools.key(poolId, visitorKey), row);
        size++;
        return row;
    }

    void remove(int row) {
        byId.remove(id(row));
        byVisitor.remove(Pools.key(pool(row), visitor(row)));
        next(row, free);
        free = row;
        size--;
    }

    /** See {@link RowIndex#glance}: before {@link #remove}. */
    long glance(int row) {
        return byId.glance(id(row)) + byVisitor.glance(Pools.key(pool(row), visitor(row)));
    }

    long id(int row) {
        return rows.get(row, ID);
    }

    long visitor(int row) {
        return rows.get(row, VISITOR);
    }

    int pool(int row) {
        return rows.high(row, POOL_AND_SLOT);
    }

    long address(int row) {
        return rows.get(row, ADDRESS);
    }

    void address(int row, long address) {
        rows.set(row, ADDRESS, address);
    }

    long ref(int row) {
        return rows.get(row, REF);
    }

    void ref(int row, long ref) {
        rows.set(row, REF, ref);
    }

    long openedMicros(int row) {
        return rows.get(row, OPENED);
    }

    void openedMicros(int row, long micros) {
        rows.set(row, OPENED, micros);
    }

    long touchedMicros(int row) {
        return rows.get(row, TOUCHED);
    }

    void touchedMicros(int row, long micros) {
        rows.set(row, TOUCHED, micros);
    }

    /** The number that it has alone, {@link Numbers#NONE} if it shares the overflow number. */
    int slot(int row) {
        return rows.low(row, POOL_AND_SLOT);
    }

    void slot(int row, int slot) {
        rows.low(row, POOL_AND_SLOT, slot);
    }

    int traits(int row) {
        return rows.low(row, TRAITS);
    }

    void traits(int row, int handle) {
        rows.low(row, TRAITS, handle);
    }

    /** Of the list that it is in, {@link Silence}. */
    int next(int row) {
        return rows.high(row, LINKS);
    }

    void next(int row, int link) {
        rows.high(row, LINKS, link);
    }

    int previous(int row) {
        return rows.low(row, LINKS);
    }

    void previous(int row, int link) {
        rows.low(row, LINKS, link);
    }
}

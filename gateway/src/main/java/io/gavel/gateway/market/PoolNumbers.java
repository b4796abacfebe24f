package io.gavel.gateway.market;

import org.agrona.collections.Long2LongHashMap;

/** Which pool a number is in: a table that is made anew when a pool changes. Immutable; any thread. */
final class PoolNumbers {
    static final PoolNumbers NONE = new PoolNumbers();
    private final Long2LongHashMap pools = new Long2LongHashMap(0);

    private PoolNumbers() {}

    /** Of all pools that are there. */
    static PoolNumbers of(Table<Listed> table) {
        PoolNumbers all = new PoolNumbers();
        for (int id = 1; id < table.end(); id++) {
            if (table.get(id) instanceof PoolInfo pool && !pool.entity().deleted()) {
                pool.numbers().forEach(digits -> all.pools.put(digits, pool.id()));
                pool.retiring().forEach(digits -> all.pools.put(digits, pool.id()));
                if (pool.overflow() != 0) {
                    all.pools.put(pool.overflow(), pool.id());
                }
            }
        }
        return all;
    }

    /** 0: in none. */
    int of(long digits) {
        return (int) pools.get(digits);
    }
}

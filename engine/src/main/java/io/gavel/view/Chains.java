package io.gavel.view;

import org.agrona.collections.Long2LongHashMap;

/** The newest record of each owner in a ring whose records name the one before. One thread writes, any thread asks. */
final class Chains {
    static final long NONE = -1;

    private final Long2LongHashMap newest = new Long2LongHashMap(NONE);

    synchronized long newest(long owner) {
        return newest.get(owner);
    }

    synchronized void newest(long owner, long position) {
        newest.put(owner, position);
    }

    /** Forgets an owner if this is its newest record. */
    synchronized void remove(long owner, long position) {
        newest.remove(owner, position);
    }

    synchronized void clear() {
        newest.clear();
    }

    /** The owners known so far, in no order. */
    synchronized long[] owners() {
        long[] owners = new long[newest.size()];
        int count = 0;
        Long2LongHashMap.KeyIterator keys = newest.keySet().iterator();
        while (keys.hasNext()) {
            owners[count++] = keys.nextValue();
        }
        return owners;
    }
}

package io.gavel.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** What lists of pings, leads and calls have in common: a ring whose records begin with the id of what lies in a map of bytes. */
final class IdRing {
    /** Entries that one list request looks at, at most. */
    private static final int LOOKED_AT = 200_000;

    private static final int ID = 0;

    private IdRing() {}

    /**
     * A part of the list, newest first.
     *
     * @param after {@link Page#next} of the part before, 0: from the newest
     * @param matches whether the record at this place of the ring's buffer is wanted
     * @param find the entry of an id; null if it is not kept, or not wanted after all
     */
    static <T> Page<T> page(Ring ring, long after, int limit, IntPredicate matches, LongFunction<@Nullable T> find) {
        List<T> items = new ArrayList<>();
        long position = after == 0 ? ring.head() - 1 : Math.min(after, ring.head()) - 1;
        long end = Math.max(ring.tail(), position - LOOKED_AT);
        while (position >= end && items.size() < limit) {
            int at = ring.at(position);
            long id = ring.buffer().getLong(at + ID);
            boolean isWanted = matches.test(at);
            if (!ring.holds(position)) {
                return new Page<>(items, 0);
            }
            T found = isWanted ? find.apply(id) : null;
            if (found != null) {
                items.add(found);
            }
            position--;
        }
        return new Page<>(items, position < ring.tail() ? 0 : position + 1);
    }

    /**
     * Forgets what changed from a stamp on.
     *
     * @param stampAt where a record has the stamp of its beginning
     * @param stampOf the stamp of the last change of an entry's bytes
     */
    static void forget(Ring ring, Blobs blobs, long stamp, int stampAt, ToLongFunction<byte[]> stampOf) {
        ring.cut(stamp, stampAt);
        LongHashSet kept = new LongHashSet();
        for (long position = ring.tail(); position < ring.head(); position++) {
            long id = ring.buffer().getLong(ring.at(position) + ID);
            byte[] bytes = blobs.get(id);
            if (bytes != null && stampOf.applyAsLong(bytes) < stamp) {
                kept.add(id);
            }
        }
        blobs.retain(kept);
    }
}

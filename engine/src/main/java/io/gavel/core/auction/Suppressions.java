package io.gavel.core.auction;

import io.gavel.core.memory.History;
import io.gavel.message.EntityKind;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** Persons who must not be sold: by a seller, in a campaign, to a buyer, or at all. Keyed hashes, nothing else. */
final class Suppressions {
    /** The scope of everybody. */
    static final long ALL = scope(EntityKind.SETTINGS, 0);

    private final Long2ObjectHashMap<LongHashSet> lists = new Long2ObjectHashMap<>();

    static long scope(EntityKind kind, int id) {
        return History.pair(kind.value(), id);
    }

    /** Whether there is any list at all. */
    boolean any() {
        return !lists.isEmpty();
    }

    boolean has(long scope, long personKey) {
        LongHashSet list = lists.get(scope);
        return list != null && list.contains(personKey);
    }

    boolean add(long scope, long personKey) {
        LongHashSet list = lists.get(scope);
        if (list == null) {
            list = new LongHashSet();
            lists.put(scope, list);
        }
        return list.add(personKey);
    }

    boolean remove(long scope, long personKey) {
        LongHashSet list = lists.get(scope);
        if (list == null || !list.remove(personKey)) {
            return false;
        }
        if (list.isEmpty()) {
            lists.remove(scope);
        }
        return true;
    }

    /** Empties a list and returns how many were on it. */
    int clear(long scope) {
        LongHashSet list = lists.remove(scope);
        return list == null ? 0 : list.size();
    }

    void writeState(StateWriter out) {
        long[] scopes = new long[lists.size()];
        int count = 0;
        for (Long2ObjectHashMap<LongHashSet>.KeyIterator keys = lists.keySet().iterator(); keys.hasNext(); ) {
            scopes[count++] = keys.nextLong();
        }
        Arrays.sort(scopes);
        out.putInt(count);
        for (long scope : scopes) {
            out.putLong(scope);
            write(lists.get(scope), out);
        }
    }

    void readState(StateReader in) {
        lists.clear();
        for (int count = in.getInt(); count > 0; count--) {
            long scope = in.getLong();
            LongHashSet list = new LongHashSet();
            for (int persons = in.getInt(); persons > 0; persons--) {
                list.add(in.getLong());
            }
            lists.put(scope, list);
        }
    }

    private static void write(@Nullable LongHashSet list, StateWriter out) {
        long[] persons = new long[list == null ? 0 : list.size()];
        int count = 0;
        if (list != null) {
            for (LongHashSet.LongIterator iterator = list.iterator(); iterator.hasNext(); ) {
                persons[count++] = iterator.nextValue();
            }
        }
        Arrays.sort(persons);
        out.putInt(count);
        for (long person : persons) {
            out.putLong(person);
        }
    }
}

package io.gavel.core.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** All entities of one kind, the deleted ones too. */
final class Entities<T extends Entity> {
    private final Int2ObjectHashMap<T> byId = new Int2ObjectHashMap<>();

    @Nullable
    T get(int id) {
        return byId.get(id);
    }

    /** Null for the deleted too. */
    @Nullable
    T present(int id) {
        T entity = byId.get(id);
        return entity == null || entity.deleted() ? null : entity;
    }

    void add(T entity) {
        byId.put(entity.id(), entity);
    }

    int size() {
        return byId.size();
    }

    /** By id: the order in which the map has them is nobody's business. */
    List<T> sorted() {
        List<T> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparingInt(Entity::id));
        return all;
    }
}

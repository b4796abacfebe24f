package io.gavel.core.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one kind, the deleted ones too. Found by their ids in pages, because ids are given in ascending order; ids
 * that lie far apart are right too, and cost memory.
 */
final class Entities<T extends Entity> {
    private static final int BITS = 10;
    private static final int PAGE = 1 << BITS;

    private @Nullable Entity[] @Nullable [] pages = new Entity[4][];
    private int size;

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int id) {
        int page = id >>> BITS;
        @Nullable Entity[] entities = page < pages.length ? pages[page] : null;
        return entities == null ? null : (T) entities[id & PAGE - 1];
    }

    /** Null for the deleted too. */
    @Nullable
    T present(int id) {
        T entity = get(id);
        return entity == null || entity.deleted() ? null : entity;
    }

    /** Adds one whose id is new. */
    void add(T entity) {
        int page = entity.id() >>> BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        @Nullable Entity[] entities = pages[page];
        if (entities == null) {
            entities = new Entity[PAGE];
            pages[page] = entities;
        }
        entities[entity.id() & PAGE - 1] = entity;
        size++;
    }

    int size() {
        return size;
    }

    /** In the order of their ids. */
    @SuppressWarnings("unchecked")
    List<T> sorted() {
        List<T> all = new ArrayList<>(size);
        for (@Nullable Entity[] entities : pages) {
            for (int i = 0; entities != null && i < PAGE; i++) {
                if (entities[i] != null) {
                    all.add((T) entities[i]);
                }
            }
        }
        return all;
    }
}

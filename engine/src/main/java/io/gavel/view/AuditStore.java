package io.gavel.view;

import io.gavel.message.EntityKind;
import org.jspecify.annotations.Nullable;

/**
 * Every version of every entity of the market: who changed what, when, before and after. The newest version of an entity is
 * always kept; older ones make room when there are too many. Any thread.
 */
public interface AuditStore {
    /**
     * Changes, newest first.
     *
     * @param kind null: of all kinds
     * @param entityId 0: of all entities of that kind
     * @param fromMicros changed at or after
     * @param toMicros changed before
     * @param after {@link Page#next} of the part before; 0: from the newest
     */
    Page<Change> list(@Nullable EntityKind kind, int entityId, long fromMicros, long toMicros, int limit, long after);

    /** The version that held when the input of this sequence was applied, or null: not there yet, deleted, or forgotten. */
    @Nullable
    EntityVersion at(EntityKind kind, int entityId, long sequence);

    /** Every entity of a kind that was ever there, deleted ones too, ascending. */
    int[] ids(EntityKind kind);

    /** A change: what was (null: nothing, or no longer kept) and what is. */
    record Change(@Nullable EntityVersion before, EntityVersion after) {}
}

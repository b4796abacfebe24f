package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the present market and the one that is wanted.
 *
 * @param before what is there now; null: nothing
 * @param after what is to be there; null: it is to be deleted
 */
record Change(
        EntityKind kind, @Nullable Entity before, @Nullable Listed after) {

    /** The name that both have. */
    String name() {
        if (after != null) {
            return after.name();
        }
        return before == null ? "" : before.name();
    }

    /** As it is shown: added, changed, removed. */
    String word() {
        return after == null ? "removed" : before == null ? "added" : "changed";
    }
}

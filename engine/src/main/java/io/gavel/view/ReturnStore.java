package io.gavel.view;

import io.gavel.message.ReturnState;
import org.jspecify.annotations.Nullable;

/** Returns that wait and that were decided, each as it stands now. The oldest make room for new ones. Any thread. */
public interface ReturnStore {
    /**
     * The newest first.
     *
     * @param buyerId 0: of all buyers
     * @param state null: any
     * @param after {@link Page#next} of the part before; 0: from the newest
     */
    Page<ReturnRecord> list(int buyerId, @Nullable ReturnState state, int limit, long after);
}

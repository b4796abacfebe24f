package io.gavel.view;

import io.gavel.message.ReviewState;
import org.jspecify.annotations.Nullable;

/** Calls whose bill is, or was, held back, each as it stands now. The oldest make room for new ones. Any thread. */
public interface ReviewStore {
    /**
     * The newest first.
     *
     * @param state null: any
     * @param after {@link Page#next} of the part before; 0: from the newest
     */
    Page<ReviewRecord> list(@Nullable ReviewState state, int limit, long after);
}

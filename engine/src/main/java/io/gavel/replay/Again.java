package io.gavel.replay;

import io.gavel.journal.JournalException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a data directory beside the line, which deletes snapshots and segments meanwhile: then what is left is taken. */
final class Again {
    private static final int TRIES = 5;

    private Again() {}

    /**
     * Does something, and does it again if a file that it had found is gone.
     *
     * @param maySucceed asked before it is done again
     * @throws JournalException what was wrong otherwise, or the last time
     */
    static <T extends @Nullable Object> T whileFilesGo(Supplier<T> work, BooleanSupplier maySucceed) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (JournalException e) {
                if (!e.isGone() || tries == TRIES || !maySucceed.getAsBoolean()) {
                    throw e;
                }
            }
        }
    }
}

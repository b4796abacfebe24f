package io.gavel.journal;

import java.nio.file.NoSuchFileException;

/** The data directory cannot be used or trusted; the text says which file, where, and what to do. */
public final class JournalException extends RuntimeException {
    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file that was there a moment ago is gone: the snapshot was deleted, or the segment put away, meanwhile. */
    public boolean isGone() {
        return getCause() instanceof NoSuchFileException;
    }
}

package io.gavel.journal;

/** The data directory cannot be used or trusted; the text says which file, where, and what to do. */
public final class JournalException extends RuntimeException {
    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}

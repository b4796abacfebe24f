package io.gavel.ring;

/** Hears what goes wrong on the line. Called on the line's threads: short. */
public interface LineListener {
    /** The line stands still for ever: the journal or the rules failed. Nothing is answered any more. */
    void lineFailed(Throwable cause);

    /** A subscriber failed to take one output; it hears the next one. */
    void subscriberFailed(String name, long sequence, int index, RuntimeException cause);
}

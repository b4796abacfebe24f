package io.gavel.message;

/**
 * A read model: hears the outputs of the journal's tail again while the engine recovers, then live ones. It keeps the last
 * (sequence, index) that it applied with its data and skips what it has seen, so each output counts once.
 */
public interface View extends OutputHandler {
    /** For threads, logs and metrics. */
    String name();

    /**
     * The last input whose outputs are safe in this view, 0 if none: the journal is kept from there on. Any thread; a view
     * that has nothing to keep across restarts returns 0 before recovery, and its newest sequence later.
     */
    long lastSequence();

    /**
     * The journal ends before what this view has seen (the machine lost power before a sync), or no longer reaches back to
     * what it needs: forget everything. Called before any output, on the opening thread.
     *
     * @param fromSequence the first input whose outputs will come; what was before is lost to this view
     */
    void rebuild(long fromSequence);

    /** Recovery is over: every output up to that of input {@code sequence} was heard. On the opening thread. */
    default void caughtUp(long sequence) {}
}

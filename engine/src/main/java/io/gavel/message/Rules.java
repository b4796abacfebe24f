package io.gavel.message;

import org.agrona.DirectBuffer;

/**
 * What the line carries messages to: a deterministic state that hears inputs and speaks through an {@link Outlet}. The
 * exchange is one; tests of the line bring smaller ones. One thread at a time; no clock, no I/O, no chance.
 */
public interface Rules {
    /**
     * Takes one input.
     *
     * @param sequence the message's place in the journal, 1, 2, 3 …
     * @param timeMicros when it happened; never before the time of the message before it
     * @param buffer holds the message, SBE header first, from {@code offset}, {@code length} bytes; valid during the call only
     */
    void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length);

    /** When time alone will change something, or {@link Long#MAX_VALUE}. */
    long nextDeadlineMicros();

    /** Goes up whenever {@link #writeState} writes something else than before: older snapshots are then not read. */
    default int stateVersion() {
        return 1;
    }

    /** Writes the whole state: equal states write equal bytes. */
    void writeState(StateWriter out);

    /** Replaces the state by one that {@link #writeState} wrote. Called on a new instance only. */
    void readState(StateReader in);

    /** Bytes of memory that hold what is over and may still be asked for: pings, sales, callers. Any thread, of a moment ago. */
    default long footprint() {
        return 0;
    }

    /** Shows every document of the market, deleted ones included, in a stable order. */
    default void documents(DocumentVisitor visitor) {}

    /** Whether visits can lease numbers of this pool. */
    default boolean hasPool(int poolId) {
        return false;
    }

    /** Whether calls of this campaign that score too low are marked, and not held back: it was put by a version that could not. */
    default boolean onlyMarks(int campaignId) {
        return false;
    }

    /** Shows the time zones of all buyers, in a stable order. */
    default void zones(ZoneVisitor visitor) {}

    /** Shows every account of the ledger, in a stable order. */
    default void accounts(AccountVisitor visitor) {}
}

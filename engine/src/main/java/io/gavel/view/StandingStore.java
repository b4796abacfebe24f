package io.gavel.view;

import org.jspecify.annotations.Nullable;

/** When which order took part, and why not: every change of every order's standing. Any thread. */
public interface StandingStore {
    /**
     * How an order stood just before a moment.
     *
     * @param sequence an input
     * @param index the changes of that input from this output on do not count; 0: none of them does
     * @return null if the order never stood before that, or that is no longer kept
     */
    @Nullable
    Stood before(int orderId, long sequence, int index);

    /**
     * How an order stood.
     *
     * @param standing bits of {@link io.gavel.message.Standing}, 0 if it took part
     * @param capIndex which cap of the order's (else of its buyer's) list was full, -1 if none
     * @param sinceSequence the input that made it so
     */
    record Stood(int standing, int capIndex, long sinceSequence) {}
}

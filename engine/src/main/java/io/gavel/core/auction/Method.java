package io.gavel.core.auction;

/** How a campaign chooses among its eligible orders. One instance per method; all state is the auction's. */
interface Method {
    /**
     * Goes on with an auction as far as it can: at its opening, after each answer, and at its deadline.
     *
     * @param last whether the deadline has come: nobody is asked or waited for any more
     * @return whether the auction is decided
     */
    boolean advance(Auction auction, boolean last, long nowMicros);

    /** Whether {@link #more} would find the losing bids of this award again, so that they need not be kept. */
    boolean forgets(Auction auction);

    /**
     * After the auction: every bid that it has failed, so bring in the next best of the fixed prices that it has not looked
     * at.
     *
     * @return false if there is none
     */
    boolean more(Auction auction, long nowMicros);
}

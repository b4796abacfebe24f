package io.gavel.core.auction;

import io.gavel.message.Outcome;

/** How what was awarded gets to its buyer: a lead is delivered, a call rings. */
interface Handover {
    /** {@link Outcome#WON} if this order may still have it; else why not. */
    Outcome fit(Auction auction, Bid bid, long nowMicros);

    /** Begins with a held bid that is {@link #fit}. */
    void start(Auction auction, Bid bid, long nowMicros);
}

package io.gavel.replay;

/** What one run of recorded traffic came to, for one campaign, buyer or seller, or for all. */
public final class Figures {
    long awards;
    long expired;
    long sold;
    long returned;
    long revenueMicros;
    long costMicros;

    Figures() {}

    /** Bids that won and were held. */
    public long awards() {
        return awards;
    }

    /** Of these, how many nobody posted in time. */
    public long expired() {
        return expired;
    }

    /** Sales: a lead sold to three buyers counts three. */
    public long sold() {
        return sold;
    }

    /** Sales that were given back. */
    public long returned() {
        return returned;
    }

    /** From buyers, returns taken off. */
    public long revenueMicros() {
        return revenueMicros;
    }

    /** To sellers, returns taken off. */
    public long costMicros() {
        return costMicros;
    }

    /** What is left of the price for the house. */
    public long marginMicros() {
        return revenueMicros - costMicros;
    }
}

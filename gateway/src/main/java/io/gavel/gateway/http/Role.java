package io.gavel.gateway.http;

/** What a key's owner is. */
public enum Role {
    /** Runs the exchange; may do everything. */
    OPERATOR(1),
    /** Reads reports and lists of everybody, changes nothing. */
    ANALYST(2),
    /** Pings and posts; sees its own. */
    SELLER(4),
    /** Takes leads; sees its own. */
    BUYER(8);

    private final int bit;

    Role(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}

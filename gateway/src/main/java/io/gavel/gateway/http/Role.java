package io.gavel.gateway.http;

/** What a key's owner is. */
public enum Role {
    /** Runs the exchange; may do everything. */
    OPERATOR,
    /** Reads reports and lists of everybody, changes nothing. */
    ANALYST,
    /** Pings and posts; sees its own. */
    SELLER,
    /** Takes leads; sees its own. */
    BUYER
}

package io.gavel.gateway.http;

import java.util.Locale;

/** What the owner of an API key may do. */
public enum Role {
    /** Runs the exchange; may do everything. */
    OPERATOR(1),
    /** Reads reports, lists and explanations of everybody; changes nothing. */
    ANALYST(2),
    /** Its own pings, posts and leads. */
    SELLER(4),
    /** Its own orders, leads, returns and statement. */
    BUYER(8);

    private final int bit;
    private final String word;

    Role(int bit) {
        this.bit = bit;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** As it is written in documents, for example {@code operator}. */
    public String word() {
        return word;
    }

    int bit() {
        return bit;
    }
}

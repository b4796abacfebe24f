package io.gavel.gateway.market;

import java.util.Locale;

/** What the owner of an API key may do. */
public enum Role {
    /** Everything. */
    OPERATOR,
    /** Reads reports, lists and explanations; changes nothing. */
    ANALYST,
    /** Its own pings, posts and leads. */
    SELLER,
    /** Its own orders, leads, returns and statement. */
    BUYER;

    /** As it is written in documents, for example {@code operator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

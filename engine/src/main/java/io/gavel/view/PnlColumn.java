package io.gavel.view;

/** What the P and L counts. Money in micro-units of the market's currency; new columns are added at the end. */
public enum PnlColumn {
    PINGS,
    /** Pings whose orders were looked at (not those of paused sellers, duplicates and the like). */
    AUCTIONS,
    /** Prices offered, asked or fixed. */
    BIDS,
    AWARDS,
    POSTS,
    /** Sales: a lead sold to three buyers counts three. */
    SOLD,
    CALLS,
    ANSWERED,
    BILLABLE,
    /** Of bridged calls, in seconds. */
    SECONDS,
    RETURNED,
    /** From buyers, returns taken off. */
    REVENUE,
    /** To sellers, returns taken off. */
    COST,
    TELEPHONY
}

package io.gavel.view;

/** What the P and L counts. Money in micro-units of the market's currency; new columns are added at the end. */
public enum PnlColumn {
    PINGS(0),
    /** Pings whose orders were looked at (not those of paused sellers, duplicates and the like). */
    AUCTIONS(1),
    /** Prices offered, asked or fixed. */
    BIDS(2),
    AWARDS(3),
    POSTS(4),
    /** Sales: a lead sold to three buyers counts three. */
    SOLD(5),
    CALLS(6),
    ANSWERED(7),
    BILLABLE(8),
    /** Of bridged calls, in seconds. */
    SECONDS(9),
    RETURNED(10),
    /** From buyers, returns taken off. */
    REVENUE(11),
    /** To sellers, returns taken off; in reports with what ads cost. */
    COST(12),
    TELEPHONY(13),
    /** Of the cost: what ads cost. Not kept by the minute, but by {@link CostStore}. */
    SPEND(14),
    /** Prices of calls that are held for review: added when they are held, taken off when it is decided. */
    HELD(15),
    /** What was taken off {@link #HELD}: prices of calls whose review was decided, either way. */
    DECIDED(16);

    private final int place;

    PnlColumn(int place) {
        this.place = place;
    }

    /** Where it stands in a row's values; written to disk, so never changed. */
    public int place() {
        return place;
    }
}

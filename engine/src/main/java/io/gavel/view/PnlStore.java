package io.gavel.view;

/** The P and L: counts and money by minute, seller, campaign, buyer and source. Exact to the micro-unit. Any thread. */
public interface PnlStore {
    /** Hands every row with {@code fromMicros <= minute < toMicros} to {@code rows}, in the order of time. */
    void read(long fromMicros, long toMicros, RowVisitor rows);

    /** Rows of minutes before this one (since 1970) stay as they are, until {@link #generation} is another. */
    long openMinute();

    /** Goes up when what was read of whole hours may be told otherwise now: days were added up, or the store is made anew. */
    long generation();

    /** Who takes the rows. */
    interface RowVisitor {
        /**
         * One row.
         *
         * @param minute minutes since 1970 (UTC)
         * @param buyerId 0: what concerns no one buyer (pings, posts)
         * @param values by {@link PnlColumn#place()}; valid during the call only
         */
        void row(long minute, int sellerId, int campaignId, int buyerId, String source, long[] values);
    }
}

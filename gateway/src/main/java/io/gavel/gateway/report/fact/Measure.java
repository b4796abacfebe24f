package io.gavel.gateway.report.fact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of long reports. Ratios are of sums, not averages of ratios; without anything to divide by there is none. */
public enum Measure {
    PINGS("sum(pings)"),
    /** Pings whose orders were looked at. */
    AUCTIONS("sum(auctions)"),
    /** Pings that found a buyer. */
    ACCEPTED("sum(accepted)"),
    BIDS("sum(bids)"),
    AWARDS("sum(awards)"),
    POSTS("sum(posts)"),
    SOLD("sum(sold)"),
    CALLS("sum(calls)"),
    ANSWERED("sum(answered)"),
    BILLABLE("sum(billable)"),
    SECONDS("sum(seconds)"),
    RETURNED("sum(returned)"),
    REVENUE("sum(revenue)"),
    COST("sum(cost)"),
    TELEPHONY("sum(telephony)"),
    MARGIN("sum(revenue) - sum(cost) - sum(telephony)"),
    /** Of the cost: what ads cost. */
    SPEND("sum(spend)"),
    /** Prices of calls whose bill was held back in this time. */
    HELD("sum(greatest(held, 0))"),
    /** Prices of calls held back before, that were approved or rejected in this time. */
    DECIDED("sum(greatest(-held, 0))"),
    BID_MICROS("sum(bid_micros)"),
    /** Pings that found a buyer, of all pings. */
    ACCEPTANCE(ACCEPTED, PINGS),
    /** Posts, of all pings. */
    PING_RATIO(POSTS, PINGS),
    /** What was bid, on average. */
    AVERAGE_BID(BID_MICROS, BIDS),
    /** Buyers' answers, of all calls. */
    ANSWER_RATE(ANSWERED, CALLS),
    /** Billable calls, of all calls. */
    BILLABLE_RATE(BILLABLE, CALLS),
    /** Seconds of an answered call. */
    AVERAGE_SECONDS(SECONDS, ANSWERED),
    COST_PER_LEAD(COST, POSTS),
    COST_PER_CALL(COST, BILLABLE);

    private final String sum;
    private final @Nullable Measure over;
    private final @Nullable Measure under;

    Measure(String sum) {
        this.sum = sum;
        this.over = null;
        this.under = null;
    }

    Measure(Measure over, Measure under) {
        this.sum = "";
        this.over = over;
        this.under = under;
    }

    /** The word of a column. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a word, or null. */
    public static @Nullable Measure of(String word) {
        for (Measure measure : values()) {
            if (measure.word().equals(word)) {
                return measure;
            }
        }
        return null;
    }

    public boolean isMoney() {
        return switch (this) {
            case REVENUE,
                    COST,
                    TELEPHONY,
                    MARGIN,
                    SPEND,
                    HELD,
                    DECIDED,
                    AVERAGE_BID,
                    BID_MICROS,
                    COST_PER_LEAD,
                    COST_PER_CALL -> true;
            default -> false;
        };
    }

    /** What is divided; null: it is a sum. */
    public @Nullable Measure over() {
        return over;
    }

    /** What it is divided by. */
    public @Nullable Measure under() {
        return under;
    }

    /** As SQL over rows: a sum. */
    String sum() {
        return sum;
    }
}

package io.gavel.message;

/**
 * Why a ping or a post was not served. A closed list, one meaning each; the same word in API, console, reports and metrics.
 * Words may be added, none renamed; codes are journaled, so none is ever reused.
 */
public enum Reason {
    /** Served: not a reason. */
    NONE(0),
    /** No order of the campaign takes this ping now: filter, hours, caps, credit or pause (see explain). */
    NO_ELIGIBLE_ORDER(1),
    /** There were bids, all below the floor. */
    BELOW_FLOOR(2),
    /** Every asked buyer answered without a bid. */
    NO_BID(3),
    /** The deadline passed while buyers were still out, and nobody had bid enough. */
    DEADLINE_PASSED(4),
    /** This person was sold in this campaign within its window. */
    DUPLICATE(5),
    /** This person is on a suppression list of the seller, the campaign or the exchange. */
    SUPPRESSED(6),
    /** The post came after the award's life. */
    AWARD_EXPIRED(7),
    /** This ping was posted before. */
    ALREADY_POSTED(8),
    /** The post contradicts its ping. */
    FIELDS_CHANGED(9),
    /** Every buyer that could have it refused the delivery. */
    REFUSED_BY_BUYER(10),
    /** A cap (of the seller, or of every chosen bid) was full. */
    CAPS_REACHED(11),
    /** The buyer's credit did not suffice. */
    CREDIT_EXHAUSTED(12),
    /** The seller is switched off. */
    SELLER_PAUSED(13),
    /** The campaign is switched off. */
    CAMPAIGN_PAUSED(14),
    /** A test: decided, but nothing moved. */
    TEST(15),
    /** No such ping, lead or account of this caller. */
    NOT_FOUND(16),
    /** This seller may not sell in this campaign. */
    NOT_ALLOWED(17),
    /** A delivery whose outcome stayed unknown until it was given up. */
    DELIVERY_UNKNOWN(18),
    /** Returned before, or not returnable any more. */
    NOT_RETURNABLE(19),
    /** A bid that was chosen does not belong to this ping. */
    UNKNOWN_BID(20),
    /** The caller hung up before a buyer answered. */
    CALLER_HUNG_UP(21),
    /** Every buyer that was rung was busy, refused or did not answer. */
    NOT_ANSWERED(22),
    /** The exchange stopped while the call was under way. */
    EXCHANGE_STOPPED(23),
    /** The caller's flow ended without an auction. */
    FLOW_ENDED(24),
    /** The buyer has given back as many, or as large a part, as it may in this period. */
    RETURN_LIMIT(25),
    /** Scored below the campaign's gate, and there is no fallback that takes it. */
    LOW_SCORE(26);

    private static final Reason[] BY_CODE = values();

    private final byte code;
    private final String word;

    Reason(int code) {
        this.code = (byte) code;
        this.word = name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The journaled code, 0 to 127. */
    public byte code() {
        return code;
    }

    /** The public word, for example {@code no_eligible_order}. */
    public String word() {
        return word;
    }

    /**
     * The reason of a journaled code.
     *
     * @throws IllegalArgumentException if no reason has this code
     */
    public static Reason of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no reason has code " + code);
        }
        return BY_CODE[code];
    }
}

package io.gavel.message;

/** Why an order takes no part, as bits; 0 means that it does, its hours and filter permitting. */
public final class Standing {
    /** The order is switched off. */
    public static final int DISABLED = 1;
    /** Its buyer is switched off. */
    public static final int BUYER_DISABLED = 2;
    /** A cap of the order is full. */
    public static final int CAPPED = 4;
    /** A cap of the buyer is full. */
    public static final int BUYER_CAPPED = 8;
    /** The buyer's credit does not reach for the order's price. */
    public static final int NO_CREDIT = 16;
    /** The order, its buyer or its campaign was deleted. */
    public static final int DELETED = 32;

    private Standing() {}
}

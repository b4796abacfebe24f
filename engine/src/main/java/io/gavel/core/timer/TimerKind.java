package io.gavel.core.timer;

/** What a deadline is for; journaled in snapshots, so numbers are never reused. */
public final class TimerKind {
    /** id: pingId. The auction's deadline. */
    public static final int AUCTION = 1;
    /** id: pingId. The award's life ends. */
    public static final int AWARD = 2;
    /** id: leadId. The seller's wait for a post's outcome ends. */
    public static final int POST = 3;
    /** id: leadId. Some delivery of this lead is to be sent again. */
    public static final int DELIVERY = 4;
    /** id: anything. Old stubs, request keys and duplicate marks may be forgotten. */
    public static final int FORGET = 5;
    /** id: callId. The call becomes billable. */
    public static final int BILLABLE = 6;
    /** id: callId. No call lasts longer; an edge that forgot one does not hold its buyer for ever. */
    public static final int CALL = 7;
    /** id: callId. Nobody said whether a held call is to be billed. */
    public static final int REVIEW = 10;
    /** id: schedule. Opening hours change. */
    public static final int HOURS = 20;
    /** id: orderId. The period of a full cap ends. */
    public static final int ORDER_CAP = 21;
    /** id: buyerId. The period of a buyer's full cap ends. */
    public static final int BUYER_CAP = 22;

    /** id: poolId. A visit was silent for its pool's hold time. */
    public static final int LEASE = 30;

    /** id: 0. A day begins: numbers' fees are due. */
    public static final int RENT = 35;

    private TimerKind() {}
}

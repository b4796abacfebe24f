package io.gavel.gateway.demo.phone;

/**
 * A call as one agent saw it.
 *
 * @param callId what the exchange calls it: {@code X-Gavel-Call}
 * @param agent the SIP user that was called
 * @param status what the INVITE was answered with; 487 if it was cancelled, 0 while it rings
 * @param heard packets in which the caller's tone came through
 * @param talkMillis from the answer to the end, or to now
 * @param over whether it has ended
 */
public record AgentCall(String callId, String agent, int status, long heard, long talkMillis, boolean over) {
    /** So many packets are no accident: a tenth of a second. */
    private static final int FEW = 5;

    /** Whether it was answered. */
    public boolean isAnswered() {
        return status == 200;
    }

    /** Whether somebody was heard: the caller, through a bridge. */
    public boolean isBridged() {
        return isAnswered() && heard >= FEW;
    }
}

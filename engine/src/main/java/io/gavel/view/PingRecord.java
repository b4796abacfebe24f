package io.gavel.view;

import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import java.util.List;

/**
 * A ping and how its auction ended.
 *
 * @param pingId the sequence of its receipt
 * @param answeredSequence the sequence at which it was answered
 * @param answeredMicros when, microseconds since 1970 (UTC)
 * @param expiresMicros the end of the award's life, 0 if rejected
 * @param openedIndex outputs of its own input that came before its auction was opened
 * @param floorMicros the floor that held, buyer's money
 * @param reason {@link Reason#NONE} if accepted
 * @param all mode {@code all}: every eligible bid was shown
 * @param direct ping and post in one
 * @param bids best first: every order that was asked and the best fixed ones
 * @param source as the seller named it, empty if absent
 */
public record PingRecord(
        long pingId,
        long answeredSequence,
        long receivedMicros,
        long answeredMicros,
        long expiresMicros,
        int openedIndex,
        long floorMicros,
        int sellerId,
        int campaignId,
        Reason reason,
        boolean test,
        boolean all,
        boolean direct,
        List<Bid> bids,
        List<Attribute> attributes,
        String source,
        String subId) {

    /**
     * What one order bid.
     *
     * @param bidMicros what the order bid
     * @param priceMicros what the buyer pays if it wins
     * @param payoutMicros what the seller is paid
     * @param latencyMicros of an asked bid, -1 for a fixed price
     * @param billableSeconds of a call: when its price is due, -1: as its order says
     */
    public record Bid(
            int orderId,
            int buyerId,
            long bidMicros,
            long priceMicros,
            long payoutMicros,
            int latencyMicros,
            Outcome outcome,
            int billableSeconds) {}
}

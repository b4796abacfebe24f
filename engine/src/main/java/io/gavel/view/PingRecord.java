package io.gavel.view;

import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param score null: no score yet
 * @param storyRef what its seller told of its origin, in the vault of visits; 0: nothing
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
        String subId,
        @Nullable ScoreRecord score,
        long storyRef) {

    /** One without a score, whose seller told nothing. */
    public PingRecord(
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
        this(
                pingId,
                answeredSequence,
                receivedMicros,
                answeredMicros,
                expiresMicros,
                openedIndex,
                floorMicros,
                sellerId,
                campaignId,
                reason,
                test,
                all,
                direct,
                bids,
                attributes,
                source,
                subId,
                null,
                0);
    }

    /**
     * What one order bid.
     *
     * @param bidMicros what the order bid
     * @param priceMicros what the buyer pays if it wins
     * @param payoutMicros what the seller is paid
     * @param latencyMicros of an asked bid, -1 for a fixed price
     * @param billableSeconds of a call: when its price is due, -1: as its order says
     * @param chanceMicros by what its price was multiplied to rank it; {@link #CERTAIN}: it was ranked by price alone
     */
    public record Bid(
            int orderId,
            int buyerId,
            long bidMicros,
            long priceMicros,
            long payoutMicros,
            int latencyMicros,
            Outcome outcome,
            int billableSeconds,
            int chanceMicros) {
        public static final int CERTAIN = 1_000_000;

        /** One that was ranked by its price alone. */
        public Bid(
                int orderId,
                int buyerId,
                long bidMicros,
                long priceMicros,
                long payoutMicros,
                int latencyMicros,
                Outcome outcome,
                int billableSeconds) {
            this(
                    orderId,
                    buyerId,
                    bidMicros,
                    priceMicros,
                    payoutMicros,
                    latencyMicros,
                    outcome,
                    billableSeconds,
                    CERTAIN);
        }
    }
}

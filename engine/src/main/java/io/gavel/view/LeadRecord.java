package io.gavel.view;

import io.gavel.message.DeliveryAnswer;
import io.gavel.message.LeadStatus;
import io.gavel.message.Reason;
import io.gavel.message.SaleState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead and where it stands.
 *
 * @param leadId the sequence of its post (of its ping if both came in one)
 * @param leadRef the vault's key of the full data
 * @param receivedMicros when it first appeared, microseconds since 1970 (UTC)
 * @param changedMicros when it last changed
 * @param reason {@link Reason#NONE} unless unsold
 * @param sales every chosen bid, refused and returned ones too
 * @param deliveries every answered attempt, oldest first
 * @param score at its post; null: there was none yet
 * @param outcomes what its buyers said became of it, oldest first
 */
public record LeadRecord(
        long leadId,
        long pingId,
        long leadRef,
        long receivedMicros,
        long changedMicros,
        int sellerId,
        int campaignId,
        LeadStatus status,
        Reason reason,
        boolean test,
        List<Sale> sales,
        List<Delivery> deliveries,
        String source,
        String subId,
        @Nullable ScoreRecord score,
        List<OutcomeRecord> outcomes) {

    /** One without a score. */
    public LeadRecord(
            long leadId,
            long pingId,
            long leadRef,
            long receivedMicros,
            long changedMicros,
            int sellerId,
            int campaignId,
            LeadStatus status,
            Reason reason,
            boolean test,
            List<Sale> sales,
            List<Delivery> deliveries,
            String source,
            String subId) {
        this(
                leadId,
                pingId,
                leadRef,
                receivedMicros,
                changedMicros,
                sellerId,
                campaignId,
                status,
                reason,
                test,
                sales,
                deliveries,
                source,
                subId,
                null,
                List.of());
    }

    /** One buyer's part of a lead. Money in micro-units. */
    public record Sale(int orderId, int buyerId, long priceMicros, long payoutMicros, SaleState state) {}

    /**
     * One answered delivery attempt.
     *
     * @param attempt 1, 2, 3 …
     * @param reason the buyer's own words, empty if none
     */
    public record Delivery(
            int orderId,
            int buyerId,
            int attempt,
            long atMicros,
            int latencyMicros,
            DeliveryAnswer answer,
            String reference,
            String reason) {}
}

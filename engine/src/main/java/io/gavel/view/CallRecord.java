package io.gavel.view;

import io.gavel.message.AttributionMethod;
import io.gavel.message.LegCause;
import io.gavel.message.LegEvent;
import io.gavel.message.Party;
import io.gavel.message.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call and where it stands.
 *
 * @param pingId the ping whose award it redeemed; the call itself if it came without one
 * @param callRef the vault's key of the caller's number, 0 if it was withheld
 * @param arrivedMicros when it came, microseconds since 1970 (UTC)
 * @param connectedMicros when the buyer answered who had it last, 0: nobody has
 * @param repeat the caller called this campaign before, within its duplicate window
 * @param end null while it is under way
 * @param attempts every leg that was answered or failed, in the order of what happened
 * @param origin which visit it comes from; null unless it came to a pool's number
 * @param media what the gateway measured, empty until the call has ended
 * @param score at the end of its flow; null: there was none yet
 * @param lastScore at its billable second, before it was billed; null: there was none
 * @param outcomes what its buyer said became of it, oldest first
 * @param review null: its bill was never held back
 * @param voice who spoke how long; null: nobody listened
 * @param transcript null: there is none (yet)
 */
public record CallRecord(
        long callId,
        long pingId,
        long callRef,
        long arrivedMicros,
        long connectedMicros,
        int sellerId,
        int campaignId,
        int carrierId,
        int numberId,
        boolean anonymous,
        boolean repeat,
        @Nullable End end,
        List<Attempt> attempts,
        int recordingMillis,
        List<Media> media,
        @Nullable Origin origin,
        String source,
        String subId,
        @Nullable ScoreRecord score,
        @Nullable ScoreRecord lastScore,
        List<OutcomeRecord> outcomes,
        @Nullable ReviewRecord review,
        @Nullable VoiceRecord voice,
        @Nullable TranscriptRecord transcript) {

    /** One without a score. */
    public CallRecord(
            long callId,
            long pingId,
            long callRef,
            long arrivedMicros,
            long connectedMicros,
            int sellerId,
            int campaignId,
            int carrierId,
            int numberId,
            boolean anonymous,
            boolean repeat,
            @Nullable End end,
            List<Attempt> attempts,
            int recordingMillis,
            List<Media> media,
            @Nullable Origin origin,
            String source,
            String subId) {
        this(
                callId,
                pingId,
                callRef,
                arrivedMicros,
                connectedMicros,
                sellerId,
                campaignId,
                carrierId,
                numberId,
                anonymous,
                repeat,
                end,
                attempts,
                recordingMillis,
                media,
                origin,
                source,
                subId,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /**
     * How a call ended.
     *
     * @param orderId who had it last, 0: nobody
     * @param reason why nobody had it; {@link Reason#NONE} if somebody had
     */
    public record End(
            long endedMicros,
            int orderId,
            int buyerId,
            Reason reason,
            Party party,
            LegCause cause,
            boolean billable,
            long priceMicros,
            long payoutMicros) {

        /** The same, billed later. */
        End billed(long price, long payout) {
            return new End(endedMicros, orderId, buyerId, reason, party, cause, true, price, payout);
        }
    }

    /**
     * What came of one leg.
     *
     * @param atMicros when
     * @param latencyMicros since the INVITE to the buyer
     * @param sipStatus the buyer's final status, 0 if there was none
     */
    public record Attempt(
            int orderId,
            int buyerId,
            int attempt,
            long atMicros,
            int latencyMicros,
            int sipStatus,
            LegEvent event,
            LegCause cause,
            String destination) {}

    /**
     * Which visit a call comes from.
     *
     * @param number that was called, its digits
     * @param visitId 0: none is known
     * @param visitRef the key of what the visit told in its vault
     * @param candidates visits that it may come from
     * @param confidenceMillis that it is this one, in thousandths
     * @param callsBefore calls of this caller to pools within the 30 days before
     */
    public record Origin(
            long number,
            int poolId,
            AttributionMethod method,
            long visitId,
            long visitRef,
            int candidates,
            int confidenceMillis,
            int callsBefore) {}

    /** One leg's packets; {@code orderId} 0 is the caller's. Jitter in microseconds (RFC 3550 §6.4.1). */
    public record Media(int orderId, int packetsIn, int packetsOut, int lost, int jitterMicros) {}
}

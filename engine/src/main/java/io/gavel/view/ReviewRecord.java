package io.gavel.view;

import io.gavel.message.ReviewState;

/**
 * Where a call stands whose bill is, or was, held back.
 *
 * @param atMicros since when
 * @param dueMicros when it is decided if nobody does; 0: it is decided
 * @param timedOut nobody decided in time
 * @param note what the operator said; cut to 100 bytes
 */
public record ReviewRecord(
        ReviewState state,
        long atMicros,
        long dueMicros,
        boolean timedOut,
        long callId,
        int buyerId,
        int orderId,
        int sellerId,
        int campaignId,
        long priceMicros,
        long payoutMicros,
        String note) {}

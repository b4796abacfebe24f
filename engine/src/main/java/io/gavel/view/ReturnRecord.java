package io.gavel.view;

import io.gavel.message.ReturnState;

/**
 * Where a return stands.
 *
 * @param atMicros since when
 * @param note the buyer's reason, or what the operator said; cut to 100 bytes
 */
public record ReturnRecord(
        ReturnState state,
        long atMicros,
        long leadId,
        long pingId,
        int buyerId,
        int orderId,
        int sellerId,
        int campaignId,
        long priceMicros,
        long payoutMicros,
        String note) {}

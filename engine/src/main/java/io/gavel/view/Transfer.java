package io.gavel.view;

import io.gavel.message.TransferKind;

/**
 * One transfer of the ledger.
 *
 * @param leadId 0 for a payment
 * @param priceMicros from the buyer; below zero for a return; of a payment: the amount
 * @param payoutMicros to the seller; below zero for a return
 * @param buyerBalanceMicros what the buyer owed after it, 0 without a buyer
 * @param sellerBalanceMicros what the seller was owed after it, 0 without a seller
 * @param note the return's reason, the payment's note; cut to 60 bytes
 */
public record Transfer(
        TransferKind kind,
        long atMicros,
        long leadId,
        long pingId,
        int orderId,
        int buyerId,
        int sellerId,
        int campaignId,
        long priceMicros,
        long payoutMicros,
        long buyerBalanceMicros,
        long sellerBalanceMicros,
        String note) {}

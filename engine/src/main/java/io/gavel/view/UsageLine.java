package io.gavel.view;

import io.gavel.message.UsageKind;

/**
 * One movement of a carrier's account.
 *
 * @param callId 0 unless it is for a call
 * @param numberId of a number's fee: the static number, or the entry of the inventory
 * @param poolId of a number's fee: the pool that the number is in, or 0
 * @param units seconds billed; of a number's fee: days
 * @param day of a number's fee: the last day that it is for, UTC, since 1970-01-01
 * @param amountMicros to the carrier; below zero for a payment
 * @param balanceMicros what the carrier was owed after it, by the ledger
 * @param note the payment's; cut to 60 bytes
 */
public record UsageLine(
        UsageKind kind,
        long atMicros,
        long callId,
        int carrierId,
        int sellerId,
        int campaignId,
        int buyerId,
        int orderId,
        int numberId,
        int poolId,
        int units,
        int day,
        long amountMicros,
        long balanceMicros,
        String note) {}

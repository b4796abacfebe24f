package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * An order, as the edges need it; filter, hours and caps are read from its document when somebody asks.
 *
 * @param priceMicros the fixed price; 0 for an order that asks
 * @param bid null for an order with a fixed price
 * @param deliver null: a lead is sold as soon as it is posted
 * @param numberAsCaller a buyer of calls sees the number that was called, not the caller's
 */
public record OrderInfo(
        Entity entity,
        int buyerId,
        int campaignId,
        boolean enabled,
        long priceMicros,
        @Nullable Bid bid,
        @Nullable Deliver deliver,
        int billableSeconds,
        boolean numberAsCaller)
        implements Listed {

    /** The same, not enabled. */
    OrderInfo switchedOff() {
        return new OrderInfo(
                entity, buyerId, campaignId, false, priceMicros, bid, deliver, billableSeconds, numberAsCaller);
    }
}

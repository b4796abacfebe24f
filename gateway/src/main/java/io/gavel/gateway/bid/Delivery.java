package io.gavel.gateway.bid;

import org.jspecify.annotations.Nullable;

/**
 * One {@code DeliveryWanted}, decoded.
 *
 * @param bidId the buyer's own id of its bid, empty if it gave none
 * @param buyer its name in the market document, which its secret is derived from
 * @param target null if the market does not know the order any more
 */
record Delivery(
        long leadId,
        long pingId,
        long leadRef,
        long priceMicros,
        int orderId,
        int attempt,
        int timeoutMillis,
        String bidId,
        String buyer,
        @Nullable Target target) {}

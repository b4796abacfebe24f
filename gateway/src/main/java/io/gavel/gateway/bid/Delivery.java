package io.gavel.gateway.bid;

import io.gavel.gateway.client.Signer;
import org.jspecify.annotations.Nullable;

/**
 * One {@code DeliveryWanted}, decoded.
 *
 * @param bidId the buyer's own id of its bid, empty if it gave none
 * @param signer of the buyer
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
        Signer signer,
        @Nullable Target target) {}

package io.gavel.gateway.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seller.
 *
 * @param title the name for people
 * @param enabled false: its pings are rejected, seller_paused
 * @param shareMicros millionths of the price
 * @param marginMicros used instead of the share if not 0
 * @param caps over all its campaigns, in UTC
 * @param rateLimit null: none
 */
public record SellerInfo(
        Entity entity,
        String title,
        boolean enabled,
        int shareMicros,
        long marginMicros,
        List<Cap> caps,
        @Nullable RateLimit rateLimit)
        implements Listed {}

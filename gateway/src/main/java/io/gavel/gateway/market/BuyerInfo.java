package io.gavel.gateway.market;

import java.time.ZoneId;
import java.util.List;

/**
 * A buyer.
 *
 * @param title the name for people
 * @param zone of its orders' hours and caps
 * @param creditMicros the most that it may owe, holds included; Long.MAX_VALUE: no limit
 * @param caps over all its orders
 * @param lowMicros below this balance it is told, 0: never
 * @param returns what it may give back
 */
public record BuyerInfo(
        Entity entity,
        String title,
        boolean enabled,
        ZoneId zone,
        long creditMicros,
        List<Cap> caps,
        long lowMicros,
        ReturnTerms returns)
        implements Listed {}

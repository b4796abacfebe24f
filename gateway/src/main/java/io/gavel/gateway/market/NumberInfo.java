package io.gavel.gateway.market;

import org.jspecify.annotations.Nullable;

/**
 * A tracking number; its name is the number, E.164 with its plus.
 *
 * @param source where it is shown: a billboard, a page; null: nobody said
 * @param sellerId who is paid for its calls, 0: its carrier's seller, or nobody
 */
public record NumberInfo(
        Entity entity,
        boolean enabled,
        int campaignId,
        @Nullable String source,
        int sellerId) implements Listed {}

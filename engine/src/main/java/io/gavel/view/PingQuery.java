package io.gavel.view;

import io.gavel.message.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Which pings (or leads) a list is to show.
 *
 * @param sellerId 0: of all sellers
 * @param campaignId 0: of all campaigns
 * @param reason null: all; {@link Reason#NONE}: the accepted (sold) ones
 * @param fromMicros received at or after, microseconds since 1970 (UTC)
 * @param toMicros received before
 * @param limit at most so many, 1 to 1000
 * @param after {@link Page#next} of the part before; 0: from the newest
 */
public record PingQuery(
        int sellerId, int campaignId, @Nullable Reason reason, long fromMicros, long toMicros, int limit, long after) {}

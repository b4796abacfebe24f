package io.gavel.view;

/**
 * Which calls a list is to show.
 *
 * @param sellerId 0: of all sellers
 * @param campaignId 0: of all campaigns
 * @param buyerId 0: all; else those that this buyer had or was rung for
 * @param fromMicros arrived at or after, microseconds since 1970 (UTC)
 * @param toMicros arrived before
 * @param limit at most so many, 1 to 1000
 * @param after {@link Page#next} of the part before; 0: from the newest
 */
public record CallQuery(
        int sellerId, int campaignId, int buyerId, long fromMicros, long toMicros, int limit, long after) {}

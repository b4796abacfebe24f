package io.gavel.gateway.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool of tracking numbers. Numbers are their digits.
 *
 * @param numbers given to visitors
 * @param retiring given to nobody any more, but still answered and attributed
 * @param overflow what visitors share when no other is free, 0: none
 * @param holdSeconds that a visit keeps its number after its last touch
 * @param quarantineSeconds that a number rests before another visitor has it
 * @param lateSeconds that a call is attributed to who had the number last
 * @param longestSeconds that a visit may last
 * @param perAddress numbers that one address may hold at once, 0: any
 * @param origins of the sites that may ask for numbers; empty: any
 * @param source of calls whose visit does not tell, null: nobody said
 * @param sellerId who is paid for its calls, 0: its carrier's seller, or nobody
 */
public record PoolInfo(
        Entity entity,
        boolean enabled,
        int campaignId,
        List<Long> numbers,
        List<Long> retiring,
        long overflow,
        int holdSeconds,
        int quarantineSeconds,
        int lateSeconds,
        int longestSeconds,
        int perAddress,
        List<String> origins,
        @Nullable String source,
        int sellerId)
        implements Listed {}

package io.gavel.gateway.console;

import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.PoolInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is asked of tracking numbers beside the market itself. */
public interface Numbers {
    /** The whole inventory as CSV. */
    String csv();

    /** Takes such a file, all or nothing; fails with an {@link IllegalArgumentException}, a line for each thing that is wrong. */
    CompletableFuture<Outcome> bring(String csv, boolean dryRun, String actor);

    /** How a pool is used and how many numbers it needs. */
    Size size(PoolInfo pool);

    /**
     * Of one pool.
     *
     * @param arrivals visitors of the last eight days
     * @param lost of these, those that found no number free
     * @param most numbers at the right end of the curve
     * @param chances that none is free, from 0 numbers to {@code most}, evenly spaced
     */
    record Size(
            long concurrent,
            int peak,
            long churnPerHour,
            double arrivalsPerHour,
            double erlangs,
            int forOnePercent,
            int forOneInThousand,
            long arrivals,
            long lost,
            int most,
            List<Double> chances) {}
}

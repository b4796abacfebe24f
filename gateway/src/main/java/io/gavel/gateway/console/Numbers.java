package io.gavel.gateway.console;

import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.PoolSize;
import java.util.concurrent.CompletableFuture;

/** What is asked of tracking numbers beside the market itself. */
public interface Numbers {
    /** The whole inventory as CSV. */
    String csv();

    /** Takes such a file, all or nothing; fails with an {@link IllegalArgumentException}, a line for each thing that is wrong. */
    CompletableFuture<Outcome> bring(String csv, boolean dryRun, String actor);

    /** How a pool is used and how many numbers it needs. */
    PoolSize size(PoolInfo pool);
}

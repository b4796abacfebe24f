package io.gavel.gateway;

import io.gavel.gateway.console.Numbers;
import io.gavel.gateway.market.Outcome;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.PoolSize;
import io.gavel.gateway.number.NumberEdge;
import io.gavel.gateway.visit.Sizing;
import java.util.concurrent.CompletableFuture;

/** Tracking numbers for the console: the inventory's edge and what pools measured. */
record ConsoleNumbers(NumberEdge edge, Sizing sizing) implements Numbers {
    @Override
    public String csv() {
        return edge.csv();
    }

    @Override
    public CompletableFuture<Outcome> bring(String csv, boolean dryRun, String actor) {
        return edge.bring(csv, dryRun, actor);
    }

    @Override
    public PoolSize size(PoolInfo pool) {
        return sizing.of(pool);
    }
}

package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools that a version without leases kept as documents only: nobody could lease their numbers. At each start they are put again
 * as they are. Main thread.
 */
public final class PoolsKnown {
    private static final Logger LOG = LoggerFactory.getLogger(PoolsKnown.class);
    private static final String ACTOR = "system";

    private final List<String> unknown = new ArrayList<>();

    /** Before the engine starts: looks which pools of the recovered market its rules do not know. */
    public void look(Snapshot recovered, IntPredicate known) {
        for (int id = 1; id < recovered.end(EntityKind.POOL); id++) {
            PoolInfo pool = recovered.pool(id);
            if (pool != null && !known.test(id)) {
                unknown.add(pool.name());
            }
        }
    }

    /** After the engine's start: puts them again, and waits for it. How many. */
    public int renew(Market market) {
        if (unknown.isEmpty()) {
            return 0;
        }
        Outcome outcome = market.change(
                        (present, changes) -> {
                            for (String name : unknown) {
                                PoolInfo pool = present.pool(name);
                                if (pool != null) {
                                    changes.add(new Change(EntityKind.POOL, pool.entity(), pool));
                                }
                            }
                            return null;
                        },
                        ACTOR)
                .join();
        if (outcome.refusal() != null) {
            LOG.warn("pools renewed=no problem=\"{}\"", outcome.refusal().detail());
            return 0;
        }
        LOG.info("pools renewed={}", unknown);
        return unknown.size();
    }
}

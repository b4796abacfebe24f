package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entities that an older version put without all that their documents say: pools without their numbers, so that nobody could lease
 * them, and campaigns that only mark the calls that their document has held back. At a start they are put again as they are. Main
 * thread.
 */
public final class Renewal {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final String ACTOR = "system";

    private final List<String> pools = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();

    /**
     * Before the engine starts: looks what the rules of the recovered market do not know.
     *
     * @param knowsPool whether the rules have the numbers of a pool
     * @param onlyMarks whether a campaign's calls of too low a score are marked and billed
     */
    public void look(Snapshot recovered, IntPredicate knowsPool, IntPredicate onlyMarks) {
        for (int id = 1; id < recovered.end(EntityKind.POOL); id++) {
            PoolInfo pool = recovered.pool(id);
            if (pool != null && !knowsPool.test(id)) {
                pools.add(pool.name());
            }
        }
        for (int id = 1; id < recovered.end(EntityKind.CAMPAIGN); id++) {
            CampaignInfo campaign = recovered.campaign(id);
            if (campaign != null && campaign.score().reviewSeconds() > 0 && onlyMarks.test(id)) {
                campaigns.add(campaign.name());
            }
        }
    }

    /** After the engine's start: puts them again, and waits for it. How many. */
    public int renew(Market market) {
        if (pools.isEmpty() && campaigns.isEmpty()) {
            return 0;
        }
        Outcome outcome = market.change(
                        (present, changes) -> {
                            for (String name : pools) {
                                add(EntityKind.POOL, present.pool(name), changes);
                            }
                            for (String name : campaigns) {
                                add(EntityKind.CAMPAIGN, present.campaign(name), changes);
                            }
                            return null;
                        },
                        ACTOR)
                .join();
        if (outcome.refusal() != null) {
            LOG.warn("market renewed=no problem=\"{}\"", outcome.refusal().detail());
            return 0;
        }
        LOG.info("market renewed pools={} campaigns={}", pools, campaigns);
        return pools.size() + campaigns.size();
    }

    private static void add(EntityKind kind, @Nullable Listed present, List<Change> changes) {
        if (present != null) {
            changes.add(new Change(kind, present.entity(), present));
        }
    }
}

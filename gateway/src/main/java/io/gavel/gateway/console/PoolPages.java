package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.PoolSize;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import java.util.List;
import java.util.Locale;

/** A pool of numbers: how it is used, and how many numbers it needs. */
final class PoolPages {
    static final String HERE = "/console/pools";

    private final Numbers numbers;

    PoolPages(Numbers numbers) {
        this.numbers = numbers;
    }

    Page one(Visit visit) {
        Snapshot market = visit.sight().market();
        PoolInfo pool = market.pool(visit.last());
        if (pool == null) {
            throw new Guard.Missing("There is no pool of this name.");
        }
        PoolSize size = numbers.size(pool);
        int have = pool.numbers().size();
        int missing = size.forOnePercent() - have;
        Page.Headline headline = Page.Headline.of("This pool has ")
                .figure(Words.count(have) + " numbers", NumberPages.HERE + "?pool=" + pool.name())
                .text("; at its busiest hour it needs " + Words.count(size.forOnePercent())
                        + " so that one visitor in a hundred finds none free")
                .text(missing > 0 ? ": " + Words.count(missing) + " more. " : ". ")
                .figure(
                        visit.who().role() == Role.OPERATOR ? "Change it" : "What it says",
                        MarketForms.HERE + "/pools/" + pool.name())
                .text(".");
        Block.Facts facts = new Block.Facts(
                "Measured in the last eight days",
                List.of(
                        new Block.Fact("campaign", Cell.of(market.name(EntityKind.CAMPAIGN, pool.campaignId()))),
                        new Block.Fact("visits now", Cell.number(size.concurrent())),
                        new Block.Fact("at most", Cell.number(size.peak())),
                        new Block.Fact("visits that end in an hour", Cell.number(size.churnPerHour())),
                        new Block.Fact("arrivals in the busiest hour", Cell.of(one(size.arrivalsPerHour()))),
                        new Block.Fact("erlangs", Cell.of(one(size.erlangs()))),
                        new Block.Fact("numbers for 1 %", Cell.number(size.forOnePercent())),
                        new Block.Fact("numbers for 0.1 %", Cell.number(size.forOneInThousand())),
                        new Block.Fact("found none free", Cell.of(Words.percent(size.lost(), size.arrivals()))),
                        new Block.Fact("held after the last touch", Cell.of(pool.holdSeconds() + " s"))));
        return Page.of(
                "Pool " + pool.name(),
                headline,
                facts,
                new Block.Curved("Chance that no number is free, by how many there are", Curve.of(size, have)));
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}

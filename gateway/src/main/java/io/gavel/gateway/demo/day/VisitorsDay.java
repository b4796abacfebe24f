package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.phone.Dial;
import io.gavel.gateway.demo.phone.Visitor;
import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.market.Vertical;
import io.gavel.gateway.story.Story;
import io.gavel.gateway.visit.Telling;
import io.gavel.message.Attributes;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.message.VisitOpenedEncoder;
import io.gavel.message.VisitTouchedEncoder;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.collections.Long2ObjectHashMap;

/** Visitors of a site are shown a number, read for a while, and some call it. */
final class VisitorsDay {
    private static final long FIRST = 2L << 40;
    private static final int STOP_SECONDS = 600;
    private static final int TOUCH_MILLIS = 15_000;
    private static final int SHORTEST = 8_000;
    private static final int LONGEST = 180_000;
    /** One visitor in so many calls. */
    static final int CALLS_ONE_IN = 4;

    private final World world;
    private final CallersDay callers;
    private final List<Dial> pools;
    private final SplittableRandom random;
    private final Long2ObjectHashMap<Dial> opened = new Long2ObjectHashMap<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VisitOpenedEncoder visit = new VisitOpenedEncoder();
    private final VisitTouchedEncoder touched = new VisitTouchedEncoder();
    private long next = FIRST;

    VisitorsDay(World world, CallersDay callers) {
        this.world = world;
        this.callers = callers;
        this.pools = world.market().dials().stream()
                .filter(dial -> !dial.pool().isEmpty())
                .toList();
        this.random = world.random().split();
    }

    /** {@code calls}: that are to come of them, about. */
    void begin(long calls) {
        if (!pools.isEmpty()) {
            double perSecond =
                    calls * CALLS_ONE_IN / (double) world.plan().length().toSeconds();
            world.often(perSecond, STOP_SECONDS, this::open);
        }
    }

    void answered(VisitAnsweredDecoder answer) {
        Dial dial = opened.remove(answer.correlationId());
        if (dial == null || answer.visitId() == 0) {
            return;
        }
        long visitId = answer.visitId();
        long number = answer.number();
        int reads = random.nextInt(SHORTEST, LONGEST);
        for (int at = TOUCH_MILLIS; at < reads; at += TOUCH_MILLIS) {
            world.agenda().in(at, () -> touch(visitId));
        }
        if (random.nextInt(CALLS_ONE_IN) == 0) {
            world.agenda().in(reads, () -> callers.callPool(dial, number));
        }
    }

    private void open() {
        Dial dial = pools.get(random.nextInt(pools.size()));
        Snapshot market = world.directory().now();
        PoolInfo pool = market.pool(dial.pool());
        CampaignInfo campaign = pool == null ? null : market.campaign(pool.campaignId());
        Vertical vertical = campaign == null ? null : market.vertical(campaign.verticalId());
        if (pool == null || vertical == null) {
            return;
        }
        JsonObject page = Visitor.body(dial.pool(), random);
        Story story = Story.of(page.getString("landing_page"), page.getString("referrer"));
        String source = story.source();
        Attributes attributes = Telling.attributes(story, vertical);
        long visitRef = Keeping.in(world.visits(), story.json(0));
        long correlationId = next++;
        opened.put(correlationId, dial);
        world.figures().visits++;
        world.line().offer(into -> {
            visit.wrapAndApplyHeader(into, 0, header)
                    .correlationId(correlationId)
                    .visitRef(visitRef)
                    .visitorKey(random.nextLong(1, Long.MAX_VALUE))
                    .addressKey(0)
                    .poolId(pool.id())
                    .areaCode(0);
            visit.flags().clear().tracked(story.isTracked());
            attributes.write(visit);
            visit.source(source == null ? "" : source);
            return visit.encodedLength();
        });
    }

    private void touch(long visitId) {
        world.line().offer(into -> {
            touched.wrapAndApplyHeader(into, 0, header).correlationId(0).visitId(visitId);
            return touched.encodedLength();
        });
    }
}

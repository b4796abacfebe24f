package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import io.gavel.message.ZoneVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the buyers' tables of time zones good. They reach some years ahead, as the zone database of the day said: at each start
 * a buyer whose table ends too soon, or says something else than this machine's zone database, is put again as it is. Main
 * thread.
 */
public final class ZoneTables implements ZoneVisitor {
    private static final Logger LOG = LoggerFactory.getLogger(ZoneTables.class);
    private static final String ACTOR = "system";

    /** A table has to be right for so long. */
    private static final long NEEDED_SECONDS = 10 * 366L * 86_400;

    private final Map<Integer, List<ZoneOffsets>> tables = new HashMap<>();

    /** Before the engine starts: hears the tables in force. */
    @Override
    public void offset(int buyerId, long fromSeconds, int offsetSeconds) {
        tables.computeIfAbsent(buyerId, id -> new ArrayList<>()).add(new ZoneOffsets(fromSeconds, offsetSeconds));
    }

    /** After the engine's start: puts buyers again whose tables will not do, and waits for it. How many. */
    public int renew(Market market, Instant now) {
        List<String> renewed = new ArrayList<>();
        Outcome outcome = market.change(
                        (present, changes) -> {
                            for (int id = 1; id < present.end(EntityKind.BUYER); id++) {
                                BuyerInfo buyer = present.buyer(id);
                                if (buyer != null && !buyer.entity().deleted() && isOutdated(buyer, now)) {
                                    changes.add(new Change(EntityKind.BUYER, buyer.entity(), buyer));
                                    renewed.add(buyer.name());
                                }
                            }
                            return null;
                        },
                        ACTOR)
                .join();
        if (outcome.refusal() != null) {
            LOG.warn("zones renewed=no problem=\"{}\"", outcome.refusal().detail());
            return 0;
        }
        if (!renewed.isEmpty()) {
            LOG.info("zones renewed={} buyers={}", renewed.size(), renewed);
        }
        return renewed.size();
    }

    private boolean isOutdated(BuyerInfo buyer, Instant now) {
        long from = now.getEpochSecond();
        List<ZoneOffsets> table = tables.getOrDefault(buyer.id(), List.of());
        List<ZoneOffsets> wanted = ZoneOffsets.of(buyer.zone(), from);
        return table.isEmpty() || !agree(table, wanted, from, from + NEEDED_SECONDS);
    }

    /** Whether two tables say the same at every moment of a time: it is enough to look at its start and at all their changes. */
    private static boolean agree(List<ZoneOffsets> one, List<ZoneOffsets> other, long from, long until) {
        List<Long> moments = new ArrayList<>(List.of(from));
        one.forEach(line -> moments.add(line.fromSeconds()));
        other.forEach(line -> moments.add(line.fromSeconds()));
        for (long moment : moments) {
            if (moment >= from && moment < until && at(one, moment) != at(other, moment)) {
                return false;
            }
        }
        return true;
    }

    private static int at(List<ZoneOffsets> table, long seconds) {
        int offset = table.get(0).offsetSeconds();
        for (ZoneOffsets line : table) {
            offset = line.fromSeconds() <= seconds ? line.offsetSeconds() : offset;
        }
        return offset;
    }
}

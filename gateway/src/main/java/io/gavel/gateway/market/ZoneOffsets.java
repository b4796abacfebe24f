package io.gavel.gateway.market;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * A time zone as data: its offsets from two years back to fifteen years ahead. The core has no zone database, so that a journal
 * replays the same on a JDK with another one.
 *
 * @param fromSeconds UTC epoch seconds from which it holds; the first holds for all time before too
 * @param offsetSeconds local = UTC + offset
 */
record ZoneOffsets(long fromSeconds, int offsetSeconds) {
    private static final long BACK_SECONDS = 2 * 366L * 86_400;
    private static final long AHEAD_SECONDS = 15 * 366L * 86_400;

    /** The table of a zone around a time (UTC epoch seconds). */
    static List<ZoneOffsets> of(ZoneId zone, long nowSeconds) {
        ZoneRules rules = zone.getRules();
        Instant at = Instant.ofEpochSecond(nowSeconds - BACK_SECONDS);
        List<ZoneOffsets> offsets = new ArrayList<>();
        offsets.add(new ZoneOffsets(at.getEpochSecond(), rules.getOffset(at).getTotalSeconds()));
        while (true) {
            ZoneOffsetTransition next = rules.nextTransition(at);
            if (next == null || next.toEpochSecond() > nowSeconds + AHEAD_SECONDS) {
                return offsets;
            }
            at = next.getInstant();
            offsets.add(
                    new ZoneOffsets(next.toEpochSecond(), next.getOffsetAfter().getTotalSeconds()));
        }
    }
}

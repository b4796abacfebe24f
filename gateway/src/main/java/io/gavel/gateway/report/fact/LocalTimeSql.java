package io.gavel.gateway.report.fact;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Local time as SQL. Pure. */
final class LocalTimeSql {
    private LocalTimeSql() {}

    /** What local time is ahead of UTC, in microseconds, as the zone's rules say for the query's stretch. */
    static String ahead(FactQuery query) {
        ZoneId zone = query.zone();
        Instant from = instant(query.fromMicros());
        StringBuilder sql = new StringBuilder("(CASE");
        ZoneOffsetTransition next = zone.getRules().nextTransition(from);
        long before = micros(zone.getRules().getOffset(from).getTotalSeconds());
        while (next != null && next.getInstant().isBefore(instant(query.toMicros()))) {
            sql.append(" WHEN micros < ").append(next.toEpochSecond() * 1_000_000);
            sql.append(" THEN ").append(before);
            before = micros(next.getOffsetAfter().getTotalSeconds());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return sql.append(" WHEN TRUE THEN ").append(before).append(" END)").toString();
    }

    private static long micros(int seconds) {
        return seconds * 1_000_000L;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
    }
}

package io.gavel.gateway.report.fact;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A long report that is asked for. Everything in it was checked; no text of it becomes a part of SQL.
 *
 * @param fromMicros whole minutes count: the first that begins at this time or later
 * @param toMicros exclusive, likewise
 * @param zone of hours and days
 * @param by what is grouped by, in order; each at most once
 * @param filters texts that have to be equal
 * @param scoreBand tenths of the score; -1: any
 * @param order what is sorted by first, before the groups; null: by the groups
 * @param descending the largest first
 * @param limit rows
 * @param after so many rows are passed over
 */
public record FactQuery(
        long fromMicros,
        long toMicros,
        ZoneId zone,
        List<Grouping> by,
        Map<Grouping, String> filters,
        int scoreBand,
        @Nullable Measure order,
        boolean descending,
        int limit,
        long after) {

    /** Whether its groups are likely to be too many for the memory to add them all up: more than one thing is grouped by. */
    boolean mayHaveManyGroups() {
        return by.size() > 1;
    }
}

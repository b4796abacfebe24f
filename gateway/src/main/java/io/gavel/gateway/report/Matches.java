package io.gavel.gateway.report;

import io.gavel.gateway.market.Filter;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * How many pings a filter would have let through, and which of its parts stood in the way. One thread.
 *
 * @param pings that were looked at
 * @param matched of them
 * @param parts of the filter's top, in its order
 */
public record Matches(long pings, long matched, List<Part> parts) {
    /**
     * One part.
     *
     * @param predicate in the document's words
     * @param failed pings that it does not hold for
     * @param alone of these, those for which every other part holds
     */
    public record Part(String predicate, long failed, long alone) {}

    /** Counts; tests by sellers are left out. */
    static Matches of(Filter filter, Iterable<PingRecord> records) {
        List<Filter> tops = tops(filter);
        long[] failed = new long[tops.size()];
        long[] alone = new long[tops.size()];
        long pings = 0;
        long matched = 0;
        for (PingRecord ping : records) {
            if (ping.test()) {
                continue;
            }
            pings++;
            FilterTrace trace = new FilterTrace(Explanation.known(ping));
            matched += trace.holds(filter) ? 1 : 0;
            int failures = 0;
            int last = 0;
            for (int i = 0; i < tops.size(); i++) {
                if (!trace.holds(tops.get(i))) {
                    failed[i]++;
                    failures++;
                    last = i;
                }
            }
            if (failures == 1) {
                alone[last]++;
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < tops.size(); i++) {
            parts.add(new Part(FilterTrace.describe(tops.get(i)), failed[i], alone[i]));
        }
        return new Matches(pings, matched, parts);
    }

    private static List<Filter> tops(Filter filter) {
        if (filter instanceof Filter.All all) {
            return all.parts();
        }
        return filter instanceof Filter.Any any ? any.parts() : List.of(filter);
    }
}

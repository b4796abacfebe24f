package io.gavel.gateway.console;

import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What came in the last 24 hours: by that the effect of a change is reckoned. */
final class Recent {
    /** So many are looked at, about. */
    static final int MOST = 20_000;

    static final long DAY_MICROS = 86_400_000_000L;
    private static final int PART = 1_000;

    private Recent() {}

    /** Of one campaign, newest first; the newest {@value #MOST} of them. */
    static List<PingRecord> pings(Visit visit, int campaignId) {
        long from = visit.nowMicros() - DAY_MICROS;
        return newest(
                (after, limit) ->
                        visit.sight().pings(new PingQuery(0, campaignId, null, from, Long.MAX_VALUE, limit, after)),
                ping -> true);
    }

    /** Those of a list that are wanted, read part after part until it ends or {@value #MOST} of them are there. */
    static <T> List<T> newest(Parts<T> parts, Predicate<T> wanted) {
        List<T> all = new ArrayList<>();
        long after = 0;
        do {
            Page<T> part = parts.read(after, PART);
            part.items().stream().filter(wanted).forEach(all::add);
            after = part.next();
        } while (after != 0 && all.size() < MOST);
        return all;
    }

    /** A list by its cursor. */
    @FunctionalInterface
    interface Parts<T> {
        Page<T> read(long after, int limit);
    }

    /** {@code In the last 24 h 1,204 pings}. */
    static String words(List<PingRecord> pings) {
        return (pings.size() >= MOST ? "Of the newest " : "In the last 24 h ") + Words.count(pings.size()) + " pings";
    }
}

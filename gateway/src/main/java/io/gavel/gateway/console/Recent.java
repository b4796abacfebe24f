package io.gavel.gateway.console;

import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;

/** What came in the last 24 hours: by that the effect of a change is reckoned. */
final class Recent {
    /** So many pings are looked at, at most. */
    static final int MOST_PINGS = 20_000;

    static final long DAY_MICROS = 86_400_000_000L;
    private static final int PART = 1_000;

    private Recent() {}

    /** Of one campaign, newest first; the newest {@value #MOST_PINGS} of them. */
    static List<PingRecord> pings(Visit visit, int campaignId) {
        List<PingRecord> pings = new ArrayList<>();
        long after = 0;
        do {
            var part = visit.sight()
                    .pings(new PingQuery(
                            0, campaignId, null, visit.nowMicros() - DAY_MICROS, Long.MAX_VALUE, PART, after));
            pings.addAll(part.items());
            after = part.next();
        } while (after != 0 && pings.size() < MOST_PINGS);
        return pings;
    }

    /** {@code In the last 24 h 1,204 pings}. */
    static String words(List<PingRecord> pings) {
        return (pings.size() >= MOST_PINGS ? "Of the newest " : "In the last 24 h ") + Words.count(pings.size())
                + " pings";
    }
}

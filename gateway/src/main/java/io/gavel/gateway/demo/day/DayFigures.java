package io.gavel.gateway.demo.day;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What happened so far. The day's thread. */
final class DayFigures {
    private static final int MICRO_DIGITS = 6;

    long pings;
    long accepted;
    long leads;
    long sold;
    long visits;
    long calls;
    long connected;
    long billable;
    long boughtMicros;
    long soldMicros;

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "pings %,d, accepted %,d, leads %,d, sold %,d, visits %,d, calls %,d, connected %,d, billable %,d, revenue %s",
                pings,
                accepted,
                leads,
                sold,
                visits,
                calls,
                connected,
                billable,
                BigDecimal.valueOf(soldMicros, MICRO_DIGITS).setScale(2, RoundingMode.HALF_EVEN));
    }
}

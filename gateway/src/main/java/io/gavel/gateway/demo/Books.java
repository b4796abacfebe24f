package io.gavel.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the exchange says of its money: {@code /v1/reports/pnl}, leads and calls apart. Blocks; any thread. */
final class Books {

    private static final Duration LONG = Duration.ofDays(7);

    private final Operator operator;
    private final String path;

    Books(int port, String operatorKey) {
        this(new Operator(port, operatorKey));
    }

    Books(Operator operator) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        this.operator = operator;
        this.path = "/v1/reports/pnl?by=campaign&from=" + from + "&to=" + from.plus(LONG) + "&product=";
    }

    /** The totals of leads, now. */
    Totals totals() throws IOException {
        JsonObject totals = operator.get(path + "lead").getJsonObject("totals");
        return new Totals(
                totals.getLong("pings"),
                totals.getLong("sold"),
                SellerBook.micros(totals.getValue("revenue")),
                SellerBook.micros(totals.getValue("cost")));
    }

    /** The totals of calls, now. */
    CallTotals callTotals() throws IOException {
        JsonObject totals = operator.get(path + "call").getJsonObject("totals");
        return new CallTotals(
                totals.getLong("calls"),
                totals.getLong("answered"),
                totals.getLong("billable"),
                totals.getDouble("minutes"),
                SellerBook.micros(totals.getValue("revenue")),
                SellerBook.micros(totals.getValue("cost")));
    }

    /** Of everybody's leads together; money in micro-units. */
    record Totals(long pings, long sold, long revenueMicros, long costMicros) {

        Totals since(Totals before) {
            return new Totals(
                    pings - before.pings,
                    sold - before.sold,
                    revenueMicros - before.revenueMicros,
                    costMicros - before.costMicros);
        }
    }

    /** Of everybody's calls together; money in micro-units. */
    record CallTotals(long calls, long answered, long billable, double minutes, long revenueMicros, long costMicros) {

        CallTotals since(CallTotals before) {
            return new CallTotals(
                    calls - before.calls,
                    answered - before.answered,
                    billable - before.billable,
                    minutes - before.minutes,
                    revenueMicros - before.revenueMicros,
                    costMicros - before.costMicros);
        }
    }
}

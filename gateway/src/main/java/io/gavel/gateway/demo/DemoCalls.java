package io.gavel.gateway.demo;

import io.gavel.gateway.demo.phone.AgentCall;
import io.gavel.gateway.demo.phone.CallPings;
import io.gavel.gateway.demo.phone.CallerFigures;
import io.gavel.gateway.demo.phone.CallersPlan;
import io.gavel.gateway.demo.phone.SipFarm;
import io.gavel.gateway.demo.phone.Visits;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The demo's calls: who calls, what is printed of it, and whether the exchange's records and books fit. One thread. */
final class DemoCalls {

    private static final double CALLS_PER_SECOND = 1.5;
    private static final int AT_ONCE = 40;
    private static final int SHORTEST_MILLIS = 1_500;
    private static final int LONGEST_MILLIS = 7_000;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final SipFarm farm;
    private final Operator operator;
    private final Books books;
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Books.CallTotals before;
    private long stoppedNanos;
    private List<CallEntry> entries = List.of();
    private Books.CallTotals booked;

    private DemoCalls(SipFarm farm, Operator operator) throws IOException {
        this.farm = farm;
        this.operator = operator;
        this.books = new Books(operator);
        this.before = books.callTotals();
        this.booked = before.since(before);
    }

    /** Lets callers call the gateway on this port. */
    static DemoCalls start(
            SipFarm farm,
            SampleMarket market,
            int sipPort,
            double speed,
            Operator operator,
            CallPings pings,
            Visits visits)
            throws IOException {
        DemoCalls calls = new DemoCalls(farm, operator);
        farm.call(
                sipPort,
                market.dials(),
                new CallersPlan(1, CALLS_PER_SECOND * speed, AT_ONCE, SHORTEST_MILLIS, LONGEST_MILLIS),
                pings,
                visits);
        return calls;
    }

    /** Nobody calls any more. */
    void stop() {
        farm.stopCalling();
        stoppedNanos = System.nanoTime();
    }

    /** What is wrong now; calls that have gone on for too long since {@link #stop} are hung up. Blocks. */
    List<String> wrong() throws IOException {
        if (System.nanoTime() - stoppedNanos > GRACE_NANOS) {
            farm.hangUp();
        }
        entries = CallEntry.since(operator, since);
        booked = books.callTotals().since(before);
        return CallAudit.of(farm.callers(), farm.agents(), entries, booked);
    }

    /** Whether a caller and a buyer were joined; as the exchange says, and heard by an agent. */
    boolean isBridged() {
        return booked.answered() > 0 && bridged() > 0;
    }

    /** What goes into the line of each second. */
    String line() {
        CallerFigures callers = farm.callers();
        return String.format(
                Locale.ROOT, "  calls %d, %d up, %d bridged", callers.placed(), callers.underWay(), bridged());
    }

    /** All of it. */
    String summary() {
        CallerFigures callers = farm.callers();
        List<AgentCall> agents = farm.agents();
        return String.format(
                Locale.ROOT,
                """
                calls    %d, answered %d, cancelled %d, refused %d %s, lost %d, held back %d; %d pinged about, %d of them came
                agents   rung %d times, answered %d, heard a caller %d times; callers heard an agent %d times
                visits   %d, shown a number %d, shared %d, called %d; their calls: %s
                billed   records %d, connected %d, billable %d, %.1f minutes, recorded %d, revenue %s, paid to sellers %s
                """,
                callers.placed(),
                callers.answered(),
                callers.cancelled(),
                callers.refused(),
                callers.refusals(),
                callers.lost(),
                callers.heldBack(),
                callers.pinged(),
                entries.stream().filter(CallEntry::redeemed).count(),
                agents.size(),
                agents.stream().filter(AgentCall::isAnswered).count(),
                bridged(),
                callers.heard(),
                callers.visits(),
                callers.shown(),
                callers.shared(),
                callers.called(),
                methods(),
                entries.size(),
                entries.stream().filter(CallEntry::connected).count(),
                booked.billable(),
                booked.minutes(),
                entries.stream().filter(CallEntry::recorded).count(),
                Figures.money(booked.revenueMicros()),
                Figures.money(booked.costMicros()));
    }

    /** How the visits of calls to pools were found: {@code exact 12, shared 3}. */
    private String methods() {
        Map<String, Integer> methods = new TreeMap<>();
        entries.stream().filter(CallEntry::ofPool).forEach(entry -> methods.merge(entry.method(), 1, Integer::sum));
        return methods.isEmpty()
                ? "none"
                : methods.entrySet().stream()
                        .map(method -> method.getKey() + " " + method.getValue())
                        .collect(Collectors.joining(", "));
    }

    private long bridged() {
        return farm.agents().stream().filter(AgentCall::isBridged).count();
    }
}

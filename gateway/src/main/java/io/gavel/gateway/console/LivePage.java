package io.gavel.gateway.console;

import io.gavel.gateway.http.Call;
import io.gavel.gateway.http.EventStream;
import io.gavel.gateway.report.PnlTable;
import io.gavel.gateway.report.Readings;
import io.gavel.message.EntityKind;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.PnlColumn;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What is sold right now. Its live parts are sent again every second, the page's own template each time. */
final class LivePage {
    private static final int LISTENERS = 50;
    private static final int SAMPLE = 500;
    private static final int SHOWN = 12;
    private static final long TICK_MILLIS = 1_000;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long MINUTE_MICROS = 60_000_000L;

    private final Readings readings;
    private final Press press;
    private final Sessions sessions;
    private final InstantSource clock;
    private final AtomicInteger listeners = new AtomicInteger();

    LivePage(Readings readings, Press press, Sessions sessions, InstantSource clock) {
        this.readings = readings;
        this.press = press;
        this.sessions = sessions;
        this.clock = clock;
    }

    Page page(Visit visit) {
        return at(visit, visit.nowMicros()).fed("/console/live/feed");
    }

    private Page at(Visit visit, long now) {
        String currency = visit.sight().market().currency();
        long today = now / (24 * HOUR_MICROS) * (24 * HOUR_MICROS);
        String day = PnlPage.day(today);
        PnlTable.Sums sums = readings.pnl(today, now + MINUTE_MICROS, List.of(), ZoneOffset.UTC, Readings.PnlFilter.ALL)
                .totals();
        long revenue = sums.of(PnlColumn.REVENUE);
        List<PingRecord> sample = visit.sight()
                .pings(new PingQuery(0, 0, null, 0, Long.MAX_VALUE, SAMPLE, 0))
                .items();
        long found =
                sample.stream().filter(ping -> ping.reason() == Reason.NONE).count();
        long calls = sums.of(PnlColumn.BILLABLE);
        long leads = Math.max(0, sums.of(PnlColumn.SOLD) - calls);
        Page.Headline headline = Page.Headline.of("Today: ")
                .figure(Words.money(revenue, currency), "/console/pnl?by=campaign")
                .text(" revenue, ")
                .figure(Words.money(sums.margin(), currency), "/console/pnl?by=seller")
                .text(" margin, ")
                .figure(Words.count(leads), "/console/leads?status=accepted&from=" + day)
                .text(leads == 1 ? " lead and " : " leads and ")
                .figure(Words.count(calls), "/console/calls?state=billable&from=" + day)
                .text(calls == 1 ? " call sold; " : " calls sold; ")
                .figure(Words.percent(found, sample.size()), "/console/pings")
                .text(" of the last " + Words.counted(sample.size(), "ping") + " found a buyer.");
        return Page.of("Live", headline, facts(sums, sample), calls(visit, now), pings(visit, sample, now), hour(now));
    }

    private static Block facts(PnlTable.Sums sums, List<PingRecord> sample) {
        long[] micros = sample.stream()
                .mapToLong(ping -> ping.answeredMicros() - ping.receivedMicros())
                .sorted()
                .toArray();
        return new Block.Facts(
                "Today",
                List.of(
                        new Block.Fact(
                                "pings", Cell.number(sums.of(PnlColumn.PINGS)).to("/console/pings")),
                        new Block.Fact(
                                "bids", Cell.number(sums.of(PnlColumn.BIDS)).to("/console/pnl?by=buyer")),
                        new Block.Fact(
                                "posts", Cell.number(sums.of(PnlColumn.POSTS)).to("/console/leads")),
                        new Block.Fact(
                                "calls", Cell.number(sums.of(PnlColumn.CALLS)).to("/console/calls")),
                        new Block.Fact(
                                "cost", Cell.money(sums.of(PnlColumn.COST)).to(SalesPage.HERE)),
                        new Block.Fact("median answer", Cell.of(quantile(micros, 0.5))),
                        new Block.Fact("99 % within", Cell.of(quantile(micros, 0.99)))));
    }

    private static String quantile(long[] sorted, double part) {
        return sorted.length == 0 ? "–" : Words.millis(sorted[(int) Math.min(sorted.length - 1, sorted.length * part)]);
    }

    private static Block calls(Visit visit, long now) {
        List<List<Cell>> rows = new ArrayList<>();
        List<CallRecord> newest = visit.sight()
                .calls(new CallQuery(0, 0, 0, now - 4 * HOUR_MICROS, Long.MAX_VALUE, 200, 0))
                .items();
        for (CallRecord call : newest) {
            if (call.end() == null && rows.size() < SHOWN) {
                boolean isTalking = call.connectedMicros() > 0;
                long since = isTalking ? call.connectedMicros() : call.arrivedMicros();
                rows.add(List.of(
                        Cell.id(call.callId(), "/console/calls"),
                        Cell.of(visit.sight().market().name(EntityKind.CAMPAIGN, call.campaignId())),
                        Cell.state(isTalking ? "talking" : "ringing"),
                        new Cell(Words.minutes(now - since), null, "num", Words.exact(since), null)));
            }
        }
        return new Block.Table(
                "Calls in progress",
                List.of(
                        Block.Column.of("call"),
                        Block.Column.of("campaign"),
                        Block.Column.of("state"),
                        Block.Column.number("for")),
                rows,
                "No call is in progress.");
    }

    private static Block pings(Visit visit, List<PingRecord> sample, long now) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PingRecord ping : sample.subList(0, Math.min(SHOWN, sample.size()))) {
            rows.add(PingPages.row(visit, ping, now));
        }
        return new Block.Table("Newest pings", PingPages.COLUMNS, rows, "No ping yet. Sellers send them to /v1/pings.");
    }

    private Block hour(long now) {
        long from = now / MINUTE_MICROS * MINUTE_MICROS - HOUR_MICROS + MINUTE_MICROS;
        long[] pings = new long[60];
        long[] sold = new long[60];
        readings.minutes(from, now + MINUTE_MICROS, (minute, values) -> {
            int at = (int) (minute - from / MINUTE_MICROS);
            if (at >= 0 && at < pings.length) {
                pings[at] += values[PnlColumn.PINGS.place()];
                sold[at] += values[PnlColumn.SOLD.place()];
            }
        });
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < pings.length; i++) {
            long start = from + i * MINUTE_MICROS;
            rows.add(List.of(
                    new Cell(
                            Words.exact(start).substring(11, 16),
                            null,
                            "",
                            Words.exact(start),
                            Long.toString(start / 1_000_000)),
                    Cell.number(pings[i]),
                    Cell.number(sold[i])));
        }
        return new Block.Table(
                "The last hour, by minute",
                List.of(Block.Column.of("minute (UTC)"), Block.Column.number("pings"), Block.Column.number("sold")),
                rows,
                "1,2",
                "",
                null,
                null);
    }

    /** The live parts as server-sent events, one a second, each the page's middle as a JSON string. */
    void feed(Call call, Visit visit) {
        if (listeners.incrementAndGet() > LISTENERS) {
            listeners.decrementAndGet();
            call.problem(429, "too_many_listeners", "At most " + LISTENERS + " may watch at once.");
            return;
        }
        EventStream stream = Press.safe(call).stream();
        AtomicBoolean isBusy = new AtomicBoolean();
        long timer = call.loop().context().owner().setPeriodic(TICK_MILLIS, tick -> {
            if (!sessions.isLive(visit.session())) {
                stream.close();
                return;
            }
            boolean isMine = isBusy.compareAndSet(false, true);
            if (isMine && !press.offer(() -> send(call, visit, stream, isBusy))) {
                isBusy.set(false);
            }
        });
        stream.onClosed(() -> {
            call.loop().context().owner().cancelTimer(timer);
            listeners.decrementAndGet();
        });
    }

    private void send(Call call, Visit visit, EventStream stream, AtomicBoolean isBusy) {
        try {
            long now = clock.millis() * 1_000;
            Sight sight = visit.sight().now();
            String html = press.text("middle.jte", Map.of("page", at(visit.with(sight), now)));
            String json = Json.text(html);
            call.loop().context().runOnContext(unused -> stream.send(Long.toString(now), "middle", json));
        } finally {
            isBusy.set(false);
        }
    }

    /** What a ping came to, in a word. */
    static String outcome(PingRecord ping) {
        return ping.reason() == Reason.NONE ? "won" : ping.reason().word();
    }

    /** The best price that was won, 0 if none. */
    static long won(PingRecord ping) {
        for (PingRecord.Bid bid : ping.bids()) {
            if (bid.outcome() == Outcome.WON) {
                return bid.priceMicros();
            }
        }
        return 0;
    }
}

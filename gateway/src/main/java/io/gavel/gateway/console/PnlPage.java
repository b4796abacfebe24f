package io.gavel.gateway.console;

import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.PnlTable;
import io.gavel.gateway.report.Readings;
import io.gavel.message.EntityKind;
import io.gavel.view.PnlColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was earned: by seller, buyer, campaign, source, hour or day, over any days; as a page and as CSV. */
final class PnlPage {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MOST_ROWS = 2_000;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final Readings readings;

    PnlPage(Readings readings) {
        this.readings = readings;
    }

    /** What was asked for; {@code toMicros} is the end of the last day. */
    private record Asked(
            String by, long fromMicros, long toMicros, ZoneId zone, Readings.PnlFilter filter, Drill drill) {}

    private static Asked asked(Visit visit) {
        Query query = visit.query();
        String by = query.text("by");
        ZoneId zone = query.zone("tz");
        long today = Instant.ofEpochSecond(visit.nowMicros() / 1_000_000)
                        .atZone(zone)
                        .truncatedTo(ChronoUnit.DAYS)
                        .toEpochSecond()
                * 1_000_000;
        long from = query.day("from", today, zone, 0);
        long to = query.day("to", today + DAY_MICROS, zone, 1);
        Snapshot market = visit.sight().market();
        String source = query.text("source");
        return new Asked(
                PnlTable.GROUPS.contains(by) ? by : "campaign",
                from,
                Math.max(from, to),
                zone,
                new Readings.PnlFilter(
                        id(market, EntityKind.SELLER, query.text("seller")),
                        id(market, EntityKind.CAMPAIGN, query.text("campaign")),
                        id(market, EntityKind.BUYER, query.text("buyer")),
                        source.isEmpty() ? null : source),
                Drill.of(query, from, Math.max(from, to)));
    }

    /** The id of a name; 0 of none. */
    static int id(Snapshot market, EntityKind kind, String name) {
        Entity entity = name.isEmpty() ? null : market.entity(kind, name);
        return entity == null ? 0 : entity.id();
    }

    private PnlTable table(Asked asked) {
        return readings.pnl(asked.fromMicros(), asked.toMicros(), List.of(asked.by()), asked.zone(), asked.filter());
    }

    Press.Sheet csv(Visit visit) {
        return Press.Sheet.csv("pnl", readings.csv(table(asked(visit))));
    }

    Page page(Visit visit) {
        Asked asked = asked(visit);
        PnlTable table = table(asked);
        String currency = visit.sight().market().currency();
        PnlTable.Sums totals = table.totals();
        Page.Headline headline = Page.Headline.of(span(asked) + ": ")
                .figure(
                        Words.money(totals.of(PnlColumn.REVENUE), currency),
                        asked.drill().sales())
                .text(" revenue less ")
                .figure(
                        Words.money(totals.of(PnlColumn.COST) + totals.of(PnlColumn.TELEPHONY), currency),
                        asked.drill().sales())
                .text(" cost leaves ")
                .figure(Words.money(totals.margin(), currency), asked.drill().sales())
                .text(" margin, from ")
                .figure(Words.count(totals.of(PnlColumn.SOLD)), asked.drill().sales() + "&kind=sold")
                .text(" sales of ")
                .figure(Words.count(totals.of(PnlColumn.PINGS)), asked.drill().pings())
                .text(" pings.");
        List<List<Cell>> rows = new ArrayList<>();
        for (PnlTable.Row row : table.rows()) {
            if (rows.size() < MOST_ROWS) {
                String key = row.keys().get(0);
                rows.add(row(key(visit, asked, key), row.sums(), drill(asked, key)));
            }
        }
        if (!rows.isEmpty()) {
            rows.add(row(Cell.of("total").strong(), totals, asked.drill()));
        }
        boolean isSeries = asked.by().equals("hour") || asked.by().equals("day");
        Block.Table shown = new Block.Table(
                "By " + asked.by() + ", in " + currency,
                List.of(
                        Block.Column.of(asked.by()),
                        Block.Column.minorNumber("pings"),
                        Block.Column.minorNumber("awards"),
                        Block.Column.number("sold"),
                        Block.Column.minorNumber("calls"),
                        Block.Column.minorNumber("billable"),
                        Block.Column.minorNumber("returned"),
                        Block.Column.number("revenue"),
                        Block.Column.minorNumber("cost"),
                        Block.Column.number("margin")),
                rows,
                isSeries && rows.size() > 2 ? "7,8,9 " + zone(asked) : "",
                "Nothing happened in this time. Choose other days.",
                null,
                visit.query().with("/console/pnl.csv", "by", asked.by()));
        return Page.of("P&L", headline, filter(visit, asked), shown);
    }

    private static Block filter(Visit visit, Asked asked) {
        Query query = visit.query();
        return new Block.Filter(
                "",
                "/console/pnl",
                List.of(
                        Block.Input.choice("by", "by", asked.by(), PnlTable.GROUPS),
                        Block.Input.date("from", "from", day(asked.fromMicros(), asked.zone())),
                        Block.Input.date("to", "to", day(asked.toMicros() - 1, asked.zone())),
                        Block.Input.text("tz", "time zone", zone(asked)),
                        Block.Input.text("campaign", "campaign", query.text("campaign")),
                        Block.Input.text("seller", "seller", query.text("seller")),
                        Block.Input.text("buyer", "buyer", query.text("buyer")),
                        Block.Input.text("source", "source", query.text("source"))));
    }

    /** A group's name, leading to the same P and L of it alone: of a seller, campaign or buyer by hour. */
    private static Cell key(Visit visit, Asked asked, String key) {
        if (asked.by().equals("hour")) {
            Instant hour = Instant.parse(key);
            String here = HOUR.format(hour.atZone(asked.zone()));
            return new Cell(here, null, "", key, Long.toString(hour.getEpochSecond()));
        } else if (asked.by().equals("day")) {
            long seconds = LocalDate.parse(key).atStartOfDay(asked.zone()).toEpochSecond();
            return new Cell(key, null, "", null, Long.toString(seconds));
        } else if (key.isEmpty()) {
            return new Cell("(none)", null, "dim", null, "");
        }
        Query only = new Query(new java.util.LinkedHashMap<>(visit.query().values()));
        only.values().put(asked.by(), key);
        return Cell.of(key).to(only.with("/console/pnl", "by", "hour"));
    }

    /** What is behind the numbers of one group. */
    private static Drill drill(Asked asked, String key) {
        if (asked.by().equals("hour")) {
            long from = Instant.parse(key).getEpochSecond() * 1_000_000;
            return asked.drill().at(from, from + DAY_MICROS / 24);
        } else if (asked.by().equals("day")) {
            LocalDate day = LocalDate.parse(key);
            return asked.drill()
                    .at(
                            day.atStartOfDay(asked.zone()).toEpochSecond() * 1_000_000,
                            day.plusDays(1).atStartOfDay(asked.zone()).toEpochSecond() * 1_000_000);
        }
        return asked.drill().into(asked.by(), key);
    }

    private static List<Cell> row(Cell key, PnlTable.Sums sums, Drill behind) {
        return List.of(
                key,
                Cell.number(sums.of(PnlColumn.PINGS)).to(behind.pings()),
                Cell.number(sums.of(PnlColumn.AWARDS)).to(behind.awards()),
                Cell.number(sums.of(PnlColumn.SOLD)).to(behind.leads()),
                Cell.number(sums.of(PnlColumn.CALLS)).to(behind.calls()),
                Cell.number(sums.of(PnlColumn.BILLABLE)).to(behind.billableCalls()),
                Cell.number(sums.of(PnlColumn.RETURNED)).to(behind.returns()),
                Cell.money(sums.of(PnlColumn.REVENUE)).to(behind.sales()),
                Cell.money(sums.of(PnlColumn.COST)).to(behind.sales()),
                Cell.money(sums.margin()).to(behind.sales()));
    }

    private static String zone(Asked asked) {
        return asked.zone().getId().equals("Z") ? "UTC" : asked.zone().getId();
    }

    private static String span(Asked asked) {
        String from = day(asked.fromMicros(), asked.zone());
        String to = day(asked.toMicros() - 1, asked.zone());
        return from.equals(to) ? from : from + " to " + to;
    }

    private static String day(long micros, ZoneId zone) {
        return Instant.ofEpochSecond(micros / 1_000_000)
                .atZone(zone)
                .toLocalDate()
                .toString();
    }

    static String day(long micros) {
        return Words.exact(micros).substring(0, 10);
    }
}

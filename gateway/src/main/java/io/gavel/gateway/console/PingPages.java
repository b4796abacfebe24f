package io.gavel.gateway.console;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.Readings;
import io.gavel.gateway.report.Verdict;
import io.gavel.message.EntityKind;
import io.gavel.message.Ids;
import io.gavel.message.Money;
import io.gavel.message.Reason;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.PnlColumn;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pings, newest first, and one of them with its auction drawn as a ladder. A seller sees its own without the ladder. */
final class PingPages {
    static final List<Block.Column> COLUMNS = List.of(
            Block.Column.of("ping"),
            Block.Column.of("when"),
            Block.Column.minor("campaign"),
            Block.Column.minor("seller"),
            Block.Column.minor("source"),
            Block.Column.of("outcome"),
            Block.Column.minorNumber("answered in"),
            Block.Column.number("price"));

    private static final int LIMIT = 50;
    private static final int OTHERS = 100;
    private static final String HERE = "/console/pings";

    private final Readings readings;

    PingPages(Readings readings) {
        this.readings = readings;
    }

    static List<Cell> row(Visit visit, PingRecord ping, long now) {
        Snapshot market = visit.sight().market();
        long won = LivePage.won(ping);
        return List.of(
                Cell.id(ping.pingId(), HERE),
                Cell.time(ping.receivedMicros(), now),
                Cell.of(market.name(EntityKind.CAMPAIGN, ping.campaignId())),
                Cell.of(market.name(EntityKind.SELLER, ping.sellerId())),
                Cell.of(ping.source()),
                Cell.state(LivePage.outcome(ping)),
                new Cell(
                        Words.millis(ping.answeredMicros() - ping.receivedMicros()),
                        null,
                        "num",
                        null,
                        Long.toString(ping.answeredMicros() - ping.receivedMicros())),
                won == 0 ? new Cell("–", null, "num", null, "0") : Cell.money(won));
    }

    Page list(Visit visit) {
        Query query = visit.query();
        String id = query.text("id");
        long wanted = Ids.parse(id);
        Snapshot market = visit.sight().market();
        io.gavel.view.Page<PingRecord> page = id.isEmpty()
                ? sifted(visit, asked(visit, market))
                : io.gavel.view.Page.ofOne(visit.sight().ping(wanted));
        List<List<Cell>> rows = new ArrayList<>();
        long accepted = 0;
        for (PingRecord ping : page.items()) {
            rows.add(row(visit, ping, visit.nowMicros()));
            accepted += ping.reason() == Reason.NONE ? 1 : 0;
        }
        String next = page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), 36));
        Page.Headline headline = Page.Headline.of("")
                .figure(Words.percent(accepted, rows.size()), "")
                .text(" of " + Words.counted(rows.size(), "ping") + " here found a buyer"
                        + (next == null ? "." : "; there are more, older ones."));
        return Page.of(
                "Pings",
                headline,
                filter(visit),
                new Block.Table(
                                "Newest first; prices in " + market.currency(),
                                columns(visit),
                                rows,
                                "",
                                "No ping is like that. Take a filter away, or wait for sellers to send some.",
                                next,
                                null)
                        .about(isSifted(query) ? counted(visit) : visit.sight().keptPings())
                        .without(visit.sight().all() ? "" : "seller"));
    }

    /** The P and L knows how many there were of a stretch of time; not of what it does not tell apart. */
    private long counted(Visit visit) {
        Query query = visit.query();
        long from = query.day("from", 0);
        boolean isCountable = from > 0
                && Stream.of("id", "status", "least", "most")
                        .allMatch(name -> query.text(name).isEmpty());
        if (!isCountable || !visit.sight().all()) {
            return -1;
        }
        Snapshot market = visit.sight().market();
        String source = query.text("source");
        Readings.PnlFilter wanted = new Readings.PnlFilter(
                known(market, EntityKind.SELLER, query.text("seller")),
                known(market, EntityKind.CAMPAIGN, query.text("campaign")),
                0,
                source.isEmpty() ? null : source);
        long to = query.until("to", visit.nowMicros() + 1);
        return readings.pnl(from, to, List.of(), ZoneOffset.UTC, wanted)
                .totals()
                .of(PnlColumn.PINGS);
    }

    /** Whether a list of pings or leads is narrowed down. */
    static boolean isSifted(Query query) {
        return Stream.of("id", "status", "campaign", "seller", "source", "least", "most", "from", "to")
                .anyMatch(name -> !query.text(name).isEmpty());
    }

    private static List<Block.Column> columns(Visit visit) {
        Query query = visit.query();
        return List.of(
                Block.Column.of("ping").sifted(Block.Input.text("id", "id", query.text("id"))),
                Block.Column.of("when"),
                Block.Column.minor("campaign").sifted(Block.Input.text("campaign", "campaign", query.text("campaign"))),
                seller(visit),
                Block.Column.minor("source").sifted(Block.Input.text("source", "source", query.text("source"))),
                Block.Column.of("outcome").sifted(status(query)),
                Block.Column.minorNumber("answered in"),
                Block.Column.number("price").sifted(prices(query)));
    }

    static Block.Column seller(Visit visit) {
        return visit.sight().all()
                ? Block.Column.minor("seller")
                        .sifted(Block.Input.text(
                                "seller", "seller", visit.query().text("seller")))
                : Block.Column.minor("seller");
    }

    static Block.Input[] prices(Query query) {
        return new Block.Input[] {
            Block.Input.text("least", "from", query.text("least")), Block.Input.text("most", "to", query.text("most"))
        };
    }

    static Block.Input status(Query query) {
        List<String> states = Stream.concat(
                        Stream.of("", "accepted"),
                        Stream.of(Reason.values()).filter(r -> r != Reason.NONE).map(Reason::word))
                .toList();
        return Block.Input.choice("status", "status or reason", query.text("status"), states);
    }

    /** Those of a source and of a price; the best price that was won counts, of none what nobody paid: 0. */
    private static io.gavel.view.Page<PingRecord> sifted(Visit visit, PingQuery asked) {
        Query query = visit.query();
        String source = query.text("source");
        long least = amount(query, "least", 0);
        long most = amount(query, "most", Long.MAX_VALUE);
        if (source.isEmpty() && least <= 0 && most == Long.MAX_VALUE) {
            return visit.sight().pings(asked);
        }
        return Sifting.of(
                after -> visit.sight().pings(at(asked, after)),
                ping -> (source.isEmpty() || ping.source().equals(source))
                        && LivePage.won(ping) >= least
                        && LivePage.won(ping) <= most,
                LIMIT,
                asked.after());
    }

    /** The same from another place of the list on. */
    static PingQuery at(PingQuery asked, long after) {
        return new PingQuery(
                asked.sellerId(),
                asked.campaignId(),
                asked.reason(),
                asked.fromMicros(),
                asked.toMicros(),
                LIMIT,
                after);
    }

    /** An amount in micro-units; of nonsense, or nothing, another. */
    static long amount(Query query, String name, long otherwise) {
        long micros = query.text(name).isEmpty() ? Money.INVALID : Money.parse(query.text(name));
        return micros == Money.INVALID ? otherwise : micros;
    }

    /** What the address says; a name that nobody has finds nothing. */
    static PingQuery asked(Visit visit, Snapshot market) {
        Query query = visit.query();
        return new PingQuery(
                known(market, EntityKind.SELLER, query.text("seller")),
                known(market, EntityKind.CAMPAIGN, query.text("campaign")),
                reason(query.text("status")),
                query.day("from", 0),
                query.until("to", Long.MAX_VALUE),
                LIMIT,
                query.after());
    }

    /** The id of a name; 0 of none, -1 of one that nobody has. */
    static int known(Snapshot market, EntityKind kind, String name) {
        int id = PnlPage.id(market, kind, name);
        return name.isEmpty() || id != 0 ? id : -1;
    }

    private static @Nullable Reason reason(String word) {
        for (Reason reason : Reason.values()) {
            if (word.equals(reason == Reason.NONE ? "accepted" : reason.word())) {
                return reason;
            }
        }
        return null;
    }

    /** Of which days. */
    static Block filter(Visit visit) {
        Query query = visit.query();
        return new Block.Filter(
                "",
                visit.path(),
                List.of(
                        Block.Input.moment("from", "from (UTC)", query.text("from")),
                        Block.Input.moment("to", "to", query.text("to"))));
    }

    Page one(Visit visit) {
        PingRecord ping = visit.sight().ping(Ids.parse(visit.last()));
        if (ping == null) {
            throw new Guard.Missing("There is no ping of this id, or it is no longer kept.");
        }
        Snapshot market = visit.sight().market();
        CampaignInfo campaign = market.campaign(ping.campaignId());
        List<Block> blocks = new ArrayList<>();
        if (visit.sight().all()) {
            List<Verdict> verdicts = readings.explain(ping, OTHERS);
            Ladder ladder = Ladder.of(ping, verdicts, market, campaign);
            blocks.add(new Block.Drawn("The auction", ladder));
            blocks.add(ladder.table(market.currency()));
        }
        blocks.add(facts(visit, ping));
        blocks.add(fields(ping, market, campaign));
        return Page.of("Ping " + Words.id(ping.pingId()), headline(ping, market), blocks);
    }

    private static Page.Headline headline(PingRecord ping, Snapshot market) {
        long won = LivePage.won(ping);
        String after = " after " + Words.millis(ping.answeredMicros() - ping.receivedMicros()) + ".";
        if (ping.reason() == Reason.NONE) {
            return Page.Headline.of(ping.test() ? "A test: it would have sold for " : "It found a buyer at ")
                    .figure(Words.money(won, market.currency()), "")
                    .text(after);
        }
        return Page.Headline.of("It found no buyer: ")
                .figure(
                        ping.reason().word().replace('_', ' '),
                        HERE + "?status=" + ping.reason().word())
                .text(after);
    }

    private static Block facts(Visit visit, PingRecord ping) {
        Snapshot market = visit.sight().market();
        List<Block.Fact> facts = new ArrayList<>();
        String campaign = market.name(EntityKind.CAMPAIGN, ping.campaignId());
        facts.add(new Block.Fact("campaign", Cell.of(campaign)));
        facts.add(new Block.Fact("seller", Cell.of(market.name(EntityKind.SELLER, ping.sellerId()))));
        facts.add(new Block.Fact("source", Cell.of(ping.source().isEmpty() ? "–" : ping.source())));
        facts.add(new Block.Fact("sub id", Cell.of(ping.subId().isEmpty() ? "–" : ping.subId())));
        facts.add(new Block.Fact("received", Cell.of(Words.exact(ping.receivedMicros()))));
        facts.add(new Block.Fact("id", new Cell(Words.id(ping.pingId()), null, "copy", "copy", null)));
        long lead = visit.sight().leadOf(ping);
        if (lead != 0) {
            facts.add(new Block.Fact("lead", Cell.id(lead, "/console/leads")));
        }
        return new Block.Facts("The ping", facts);
    }

    private static Block fields(PingRecord ping, Snapshot market, @Nullable CampaignInfo campaign) {
        List<Block.Fact> facts = new ArrayList<>();
        for (Readings.NamedValue field :
                Readings.fields(campaign == null ? null : market.vertical(campaign.verticalId()), ping.attributes())) {
            facts.add(new Block.Fact(field.name(), Cell.of(field.value())));
        }
        return new Block.Facts("Its fields", facts);
    }
}

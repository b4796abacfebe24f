package io.gavel.gateway.console;

import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.PnlTable;
import io.gavel.gateway.report.Readings;
import io.gavel.message.EntityKind;
import io.gavel.message.TransferKind;
import io.gavel.view.CallRecord;
import io.gavel.view.LeadRecord;
import io.gavel.view.PnlColumn;
import io.gavel.view.Transfer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What revenue, cost, margin and returns of the P and L are made of: each sale and each return, of leads and of calls. */
final class SalesPage {
    static final String HERE = "/console/sales";
    static final String RETURNED = "returned";
    private static final int LIMIT = 50;

    private final Readings readings;

    SalesPage(Readings readings) {
        this.readings = readings;
    }

    Page page(Visit visit) {
        Query query = visit.query();
        Snapshot market = visit.sight().market();
        io.gavel.view.Page<Transfer> page = trades(visit);
        List<List<Cell>> rows = new ArrayList<>();
        page.items().forEach(trade -> rows.add(row(visit, trade)));
        PnlTable.Sums sums = readings.pnl(
                        query.day("from", visit.todayMicros()),
                        query.until("to", visit.nowMicros() + 1),
                        List.of(),
                        ZoneOffset.UTC,
                        filter(visit))
                .totals();
        String next =
                page.next() == 0 ? null : query.with(HERE, "after", Long.toString(page.next(), Character.MAX_RADIX));
        Block.Table table = new Block.Table(
                "Newest first; in " + market.currency(),
                List.of(
                        Block.Column.of("lead or call"),
                        Block.Column.of("when"),
                        Block.Column.minor("what"),
                        Block.Column.minor("campaign")
                                .sifted(Block.Input.text("campaign", "campaign", query.text("campaign"))),
                        Block.Column.minor("seller").sifted(Block.Input.text("seller", "seller", query.text("seller"))),
                        Block.Column.minor("buyer").sifted(Block.Input.text("buyer", "buyer", query.text("buyer"))),
                        Block.Column.minorNumber("in"),
                        Block.Column.minorNumber("out"),
                        Block.Column.number("margin")),
                rows,
                "",
                "Nothing was sold or given back in this time, or it is no longer kept one by one.",
                next,
                null);
        return Page.of("Sales and returns", headline(sums, market.currency()), sifted(query), table);
    }

    private static Page.Headline headline(PnlTable.Sums sums, String currency) {
        long payouts = sums.of(PnlColumn.COST) - sums.of(PnlColumn.SPEND);
        return Page.Headline.of("Buyers paid ")
                .figure(Words.money(sums.of(PnlColumn.REVENUE), currency), "")
                .text(", sellers got ")
                .figure(Words.money(payouts, currency), "")
                .text("; ads cost " + Words.money(sums.of(PnlColumn.SPEND), currency) + " and telephony "
                        + Words.money(sums.of(PnlColumn.TELEPHONY), currency) + ", so ")
                .figure(Words.money(sums.margin(), currency), "")
                .text(" are left.");
    }

    private static Block sifted(Query query) {
        return new Block.Filter(
                "",
                HERE,
                List.of(
                        Block.Input.choice("kind", "what", query.text("kind"), List.of("", "sold", RETURNED)),
                        Block.Input.text("source", "source", query.text("source")),
                        Block.Input.moment("from", "from (UTC)", query.text("from")),
                        Block.Input.moment("to", "to", query.text("to"))));
    }

    private static Readings.PnlFilter filter(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        String source = query.text("source");
        return new Readings.PnlFilter(
                PingPages.known(market, EntityKind.SELLER, query.text("seller")),
                PingPages.known(market, EntityKind.CAMPAIGN, query.text("campaign")),
                PingPages.known(market, EntityKind.BUYER, query.text("buyer")),
                source.isEmpty() ? null : source);
    }

    private static io.gavel.view.Page<Transfer> trades(Visit visit) {
        Query query = visit.query();
        Readings.PnlFilter wanted = filter(visit);
        String kind = query.text("kind");
        return Sifting.of(
                after -> visit.sight()
                        .trades(
                                query.day("from", visit.todayMicros()),
                                query.until("to", Long.MAX_VALUE),
                                LIMIT,
                                after),
                trade -> (kind.isEmpty() || kind.equals(RETURNED) == (trade.kind() == TransferKind.RETURN))
                        && (wanted.seller() == 0 || wanted.seller() == trade.sellerId())
                        && (wanted.campaign() == 0 || wanted.campaign() == trade.campaignId())
                        && (wanted.buyer() == 0 || wanted.buyer() == trade.buyerId())
                        && (wanted.source() == null || wanted.source().equals(source(visit, trade))),
                LIMIT,
                query.after());
    }

    private static String source(Visit visit, Transfer trade) {
        LeadRecord lead = visit.sight().lead(trade.leadId());
        CallRecord call = lead == null ? visit.sight().call(trade.leadId()) : null;
        return lead != null ? lead.source() : call != null ? call.source() : "";
    }

    /** The page of what was sold: of a lead, or of a call. */
    static String folder(Visit visit, long id) {
        boolean isCall = visit.sight().lead(id) == null && visit.sight().call(id) != null;
        return isCall ? "/console/calls" : "/console/leads";
    }

    private static List<Cell> row(Visit visit, Transfer trade) {
        Snapshot market = visit.sight().market();
        String folder = folder(visit, trade.leadId());
        boolean isReturn = trade.kind() == TransferKind.RETURN;
        String what = folder.endsWith("calls") ? "call" : "lead";
        return List.of(
                Cell.id(trade.leadId(), folder),
                Cell.time(trade.atMicros(), visit.nowMicros()),
                isReturn
                        ? Cell.state("returned").saying(trade.note().isEmpty() ? null : trade.note())
                        : Cell.of(what + " sold"),
                Cell.of(market.name(EntityKind.CAMPAIGN, trade.campaignId())),
                Cell.of(market.name(EntityKind.SELLER, trade.sellerId())),
                Cell.of(market.name(EntityKind.BUYER, trade.buyerId())),
                Cell.money(trade.priceMicros()),
                Cell.money(trade.payoutMicros()),
                Cell.money(trade.priceMicros() - trade.payoutMicros()));
    }
}

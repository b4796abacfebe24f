package io.gavel.gateway.console;

import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.BuyerInfo;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.Reason;
import io.gavel.message.TransferKind;
import io.gavel.view.MoneyStore;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A seller's and a buyer's own account: how today goes, and every line of the statement. */
final class Accounts {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int SAMPLE = 1_000;

    Page buyer(Visit visit) {
        Snapshot market = visit.sight().market();
        Today today = today(visit);
        BuyerInfo buyer = market.buyer(visit.who().ownerId());
        long on = visit.sight().orders().stream().filter(OrderInfo::enabled).count();
        Page.Headline headline = Page.Headline.of("Today you bought ")
                .figure(Words.count(today.sales), "/console/leads")
                .text(" leads and calls for ")
                .figure(Words.money(today.price, market.currency()), "/console/statement")
                .text("; you owe ")
                .figure(Words.money(today.balances.closingMicros(), market.currency()), "/console/statement")
                .text(
                        buyer == null || buyer.creditMicros() == Long.MAX_VALUE
                                ? "."
                                : " of " + Words.money(buyer.creditMicros(), market.currency()) + " credit.");
        Block.Facts facts = new Block.Facts(
                "Today (UTC)",
                List.of(
                        new Block.Fact("bought", Cell.number(today.sales).to("/console/leads")),
                        new Block.Fact("returned", Cell.number(today.returns)),
                        new Block.Fact("spent", Cell.money(today.price)),
                        new Block.Fact("orders on", Cell.number(on).to("/console/orders"))));
        return Page.of("Overview", headline, facts, byOrder(visit, today));
    }

    private static Block byOrder(Visit visit, Today today) {
        Snapshot market = visit.sight().market();
        List<List<Cell>> rows = new ArrayList<>();
        for (OrderInfo order : visit.sight().orders()) {
            long[] sums = today.byOrder.getOrDefault(order.id(), new long[2]);
            rows.add(List.of(
                    Cell.of(order.name()).to("/console/orders/" + order.name()),
                    Cell.state(order.enabled() ? "on" : "off"),
                    Cell.number(sums[0]),
                    Cell.money(sums[1])));
        }
        return new Block.Table(
                "Today by order, in " + market.currency(),
                List.of(
                        Block.Column.of("order"),
                        Block.Column.minor("state"),
                        Block.Column.number("bought"),
                        Block.Column.number("spent")),
                rows,
                "You have no orders. Ask the operator for one.");
    }

    Page seller(Visit visit) {
        Snapshot market = visit.sight().market();
        Today today = today(visit);
        List<PingRecord> pings = visit.sight()
                .pings(new PingQuery(0, 0, null, 0, Long.MAX_VALUE, SAMPLE, 0))
                .items();
        Map<String, Integer> reasons = new TreeMap<>();
        for (PingRecord ping : pings) {
            reasons.merge(
                    ping.reason() == Reason.NONE ? "accepted" : ping.reason().word(), 1, Integer::sum);
        }
        int accepted = reasons.getOrDefault("accepted", 0);
        Page.Headline headline = Page.Headline.of("Today you earned ")
                .figure(Words.money(today.payout, market.currency()), "/console/statement")
                .text(" with " + Words.count(today.sales) + " sales; ")
                .figure(Words.percent(accepted, pings.size()), "/console/pings?status=accepted")
                .text(" of your last " + Words.count(pings.size()) + " pings found a buyer.");
        List<List<Cell>> rows = new ArrayList<>();
        reasons.forEach((reason, count) -> rows.add(List.of(
                Cell.state(reason).to("/console/pings?status=" + reason),
                Cell.number(count),
                new Cell(Words.percent(count, pings.size()), null, "num", null, "" + count))));
        Block.Table table = new Block.Table(
                "What became of your last " + Words.count(pings.size()) + " pings",
                List.of(Block.Column.of("outcome"), Block.Column.number("pings"), Block.Column.number("part")),
                rows,
                "You sent no ping yet. Your campaigns' pages say how.");
        Block.Facts facts = new Block.Facts(
                "Today (UTC)",
                List.of(
                        new Block.Fact("sold", Cell.number(today.sales)),
                        new Block.Fact("returned", Cell.number(today.returns)),
                        new Block.Fact("earned", Cell.money(today.payout)),
                        new Block.Fact("you are owed", Cell.money(today.balances.closingMicros()))));
        return Page.of("Overview", headline, facts, table);
    }

    /** Sums of one day. */
    private static final class Today {
        private long sales;
        private long returns;
        private long price;
        private long payout;
        private final Map<Integer, long[]> byOrder = new TreeMap<>();
        private MoneyStore.Balances balances = new MoneyStore.Balances(0, 0, false);

        void add(Transfer line) {
            if (line.kind() == TransferKind.PAYMENT) {
                return;
            }
            sales += line.kind() == TransferKind.SALE ? 1 : 0;
            returns += line.kind() == TransferKind.RETURN ? 1 : 0;
            price += line.priceMicros();
            payout += line.payoutMicros();
            long[] sums = byOrder.computeIfAbsent(line.orderId(), unknown -> new long[2]);
            sums[0] += line.kind() == TransferKind.SALE ? 1 : 0;
            sums[1] += line.priceMicros();
        }
    }

    private static Today today(Visit visit) {
        Today today = new Today();
        today.balances = visit.sight().statement(visit.todayMicros(), visit.nowMicros() + 1_000_000, today::add);
        return today;
    }

    Page statement(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        long from = query.day("from", visit.todayMicros());
        long to = query.day("to", visit.todayMicros()) + DAY_MICROS;
        boolean isBuyer = visit.who().role() == Role.BUYER;
        List<Transfer> lines = new ArrayList<>();
        MoneyStore.Balances balances = visit.sight().statement(from, to, lines::add);
        Page.Headline headline = Page.Headline.of(isBuyer ? "You owe " : "You are owed ")
                .figure(Words.money(balances.closingMicros(), market.currency()), "")
                .text("; at the beginning it was " + Words.money(balances.openingMicros(), market.currency()) + ".");
        Block.Filter filter = new Block.Filter(
                "",
                "/console/statement",
                List.of(
                        Block.Input.date("from", "from (UTC)", PnlPage.day(from)),
                        Block.Input.date("to", "to", PnlPage.day(to - 1))));
        Block.Table table = StatementLines.transfers(visit, lines, "/console/statement", isBuyer);
        return Page.of(isBuyer ? "Statement" : "Earnings", headline, filter, table);
    }
}

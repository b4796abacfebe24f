package io.gavel.gateway.console;

import io.gavel.gateway.market.CarrierInfo;
import io.gavel.gateway.market.NumberInfo;
import io.gavel.gateway.market.PoolInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.view.CallQuery;
import io.gavel.view.CallRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A seller's tracking numbers: those that it is paid for, and what came by them in the last 24 hours. */
final class SellerNumbers {
    static final String HERE = "/console/your-numbers";
    private static final int MOST = 500;

    private SellerNumbers() {}

    static Page page(Visit visit) {
        Snapshot market = visit.sight().market();
        int me = visit.who().ownerId();
        long from = visit.nowMicros() - Recent.DAY_MICROS;
        List<CallRecord> calls = Recent.newest(
                (after, limit) -> visit.sight().calls(new CallQuery(0, 0, 0, from, Long.MAX_VALUE, limit, after)),
                call -> true);
        Map<Integer, Integer> byNumber = new HashMap<>();
        calls.forEach(call -> byNumber.merge(call.numberId(), 1, Integer::sum));
        List<List<Cell>> rows = new ArrayList<>();
        for (int id = 1; id < market.end(EntityKind.NUMBER) && rows.size() < MOST; id++) {
            NumberInfo number = market.number(id);
            if (number != null && !number.entity().deleted() && number.isStatic() && isOf(me, number, market)) {
                String source = number.source() == null ? "" : number.source();
                rows.add(List.of(
                        Cell.of(number.name()),
                        Cell.of(market.name(EntityKind.CAMPAIGN, number.campaignId())),
                        source.isEmpty()
                                ? Cell.of("–")
                                : Cell.of(source).to("/console/calls?source=" + Guard.encoded(source)),
                        Cell.state(number.enabled() ? "on" : "off"),
                        Cell.number(byNumber.getOrDefault(id, 0))));
            }
        }
        List<List<Cell>> pools = new ArrayList<>();
        for (PoolInfo pool : visit.sight().pools()) {
            pools.add(List.of(
                    Cell.of(pool.entity().name()).to(SitePages.HERE),
                    Cell.of(market.name(EntityKind.CAMPAIGN, pool.campaignId())),
                    Cell.number(pool.numbers().size()),
                    Cell.state(pool.enabled() ? "on" : "off")));
        }
        Page.Headline headline = Page.Headline.of("You have ")
                .figure(Words.count(rows.size()), "")
                .text(rows.size() == 1 ? " number that is always shown and " : " numbers that are always shown and ")
                .figure(Words.count(pools.size()), SitePages.HERE)
                .text(pools.size() == 1 ? " pool for your pages; " : " pools for your pages; ")
                .figure(Words.count(calls.size()), "/console/calls")
                .text(" calls came in the last 24 h.");
        return Page.of(
                "Numbers",
                headline,
                new Block.Table(
                        "Always shown: on a billboard, in a page",
                        List.of(
                                Block.Column.of("number"),
                                Block.Column.of("campaign"),
                                Block.Column.minor("source"),
                                Block.Column.minor("state"),
                                Block.Column.number("calls, 24 h")),
                        rows,
                        "No number is yours yet. Ask the operator for one."),
                new Block.Table(
                        "Pools: each visitor of your pages sees another number",
                        List.of(
                                Block.Column.of("pool"),
                                Block.Column.minor("campaign"),
                                Block.Column.number("numbers"),
                                Block.Column.of("state")),
                        pools,
                        "No pool is yours. Ask the operator for one, if visitors of your site should call."));
    }

    /** Of those without a seller of their own, the carrier's is paid. */
    private static boolean isOf(int me, NumberInfo number, Snapshot market) {
        CarrierInfo carrier = number.carrierId() == 0 ? null : market.carrier(number.carrierId());
        return number.sellerId() == me || (number.sellerId() == 0 && carrier != null && carrier.sellerId() == me);
    }
}

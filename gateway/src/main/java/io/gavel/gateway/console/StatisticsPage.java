package io.gavel.gateway.console;

import io.gavel.gateway.market.Snapshot;
import io.gavel.message.EntityKind;
import io.gavel.message.Outcome;
import io.gavel.message.Reason;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A seller's pings in numbers: how many found a buyer, at what price, by campaign and by source, and why the rest did not. */
final class StatisticsPage {
    static final String HERE = "/console/statistics";
    private static final int SAMPLE = 1_000;
    private static final int MOST_ROWS = 50;

    /** Sums of some pings. */
    private static final class Sums {
        private long pings;
        private long accepted;
        private long promised;
        private long best;

        void add(PingRecord ping) {
            long price = price(ping);
            pings++;
            accepted += ping.reason() == Reason.NONE ? 1 : 0;
            promised += price;
            best = Math.max(best, price);
        }
    }

    Page page(Visit visit) {
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        int campaign = PnlPage.id(market, EntityKind.CAMPAIGN, query.text("campaign"));
        long from = query.day("from", 0);
        List<PingRecord> pings =
                visit.sight().pings(new PingQuery(0, campaign, null, from, Long.MAX_VALUE, SAMPLE, 0)).items().stream()
                        .filter(ping -> !ping.test())
                        .toList();
        Sums all = new Sums();
        pings.forEach(all::add);
        Page.Headline headline = Page.Headline.of("Of your newest " + Words.count(all.pings) + " pings ")
                .figure(Words.percent(all.accepted, all.pings), "/console/pings?status=accepted")
                .text(" found a buyer, for ")
                .figure(all.accepted == 0 ? "–" : Words.money(all.promised / all.accepted, market.currency()), "")
                .text(" each on average.");
        List<Block.Option> campaigns = new ArrayList<>(List.of(new Block.Option("", "all")));
        visit.sight().campaigns().forEach(each -> campaigns.add(new Block.Option(each.name(), each.name())));
        Block.Filter filter = new Block.Filter(
                "",
                HERE,
                List.of(
                        new Block.Input("campaign", "campaign", "select", query.text("campaign"), campaigns),
                        Block.Input.date("from", "from (UTC)", query.text("from"))));
        return Page.of(
                "Statistics",
                headline,
                filter,
                table(
                        "By campaign",
                        "campaign",
                        market,
                        by(pings, ping -> market.name(EntityKind.CAMPAIGN, ping.campaignId()))),
                table(
                        "By source",
                        "source",
                        market,
                        by(pings, ping -> ping.source().isEmpty() ? "–" : ping.source())),
                reasons(pings, market));
    }

    private static Map<String, Sums> by(List<PingRecord> pings, Function<PingRecord, String> key) {
        Map<String, Sums> sums = new TreeMap<>();
        pings.forEach(ping ->
                sums.computeIfAbsent(key.apply(ping), unknown -> new Sums()).add(ping));
        return sums;
    }

    private static Block table(String title, String first, Snapshot market, Map<String, Sums> sums) {
        List<List<Cell>> rows = new ArrayList<>();
        sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sums> each) -> -each.getValue().pings))
                .limit(MOST_ROWS)
                .forEach(each -> {
                    Sums sum = each.getValue();
                    rows.add(List.of(
                            Cell.of(each.getKey()).to(behind(first, each.getKey())),
                            Cell.number(sum.pings),
                            Cell.number(sum.accepted),
                            new Cell(Words.percent(sum.accepted, sum.pings), null, "num", null, "" + sum.accepted),
                            Cell.money(sum.accepted == 0 ? 0 : sum.promised / sum.accepted),
                            Cell.money(sum.best)));
                });
        return new Block.Table(
                title + ", in " + market.currency(),
                List.of(
                        Block.Column.of(first),
                        Block.Column.number("pings"),
                        Block.Column.minorNumber("found a buyer"),
                        Block.Column.number("part"),
                        Block.Column.number("average price"),
                        Block.Column.minorNumber("best price")),
                rows,
                "You sent no ping yet. Your campaigns' pages say how.");
    }

    /** The pings of one campaign or source. */
    private static @Nullable String behind(String by, String key) {
        return key.equals("–") ? null : "/console/pings?" + by + "=" + Guard.encoded(key);
    }

    private static Block reasons(List<PingRecord> pings, Snapshot market) {
        Map<String, Integer> counts = new TreeMap<>();
        int rejected = 0;
        for (PingRecord ping : pings) {
            if (ping.reason() != Reason.NONE) {
                rejected++;
                counts.merge(
                        market.name(EntityKind.CAMPAIGN, ping.campaignId()) + "\n"
                                + ping.reason().word(),
                        1,
                        Integer::sum);
            }
        }
        int all = rejected;
        List<List<Cell>> rows = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_ROWS)
                .forEach(each -> {
                    String[] key = each.getKey().split("\n", 2);
                    rows.add(List.of(
                            Cell.of(key[0]),
                            Cell.state(key[1]).to("/console/pings?status=" + key[1]),
                            Cell.number(each.getValue()),
                            new Cell(Words.percent(each.getValue(), all), null, "num", null, "" + each.getValue()),
                            Cell.of(advice(key[1]))));
                });
        return new Block.Table(
                "Why the rest did not",
                List.of(
                        Block.Column.of("campaign"),
                        Block.Column.of("reason"),
                        Block.Column.number("pings"),
                        Block.Column.minorNumber("part"),
                        Block.Column.minor("what it means")),
                rows,
                "Every one of them found a buyer.");
    }

    private static String advice(String reason) {
        return switch (reason) {
            case "no_eligible_order" -> "No buyer wants such a lead now: its fields, the hour, or full caps.";
            case "below_floor" -> "Buyers pay less than the floor. Lower yours, if you set one.";
            case "no_bid" -> "Buyers were asked, and none wanted it.";
            case "deadline_passed" -> "No answer in time. A longer deadline_ms gives buyers more of it.";
            case "duplicate" -> "This person was sold within the campaign's window.";
            case "suppressed" -> "This person must not be called or sold.";
            case "caps_reached", "credit_exhausted" -> "Buyers want no more just now.";
            case "seller_paused", "campaign_paused" -> "Switched off by the operator.";
            case "low_score" -> "Leads like this one do not stand.";
            default -> "";
        };
    }

    /** What the seller was promised for its best award. */
    private static long price(PingRecord ping) {
        long best = 0;
        for (PingRecord.Bid bid : ping.bids()) {
            best = bid.outcome() == Outcome.WON ? Math.max(best, bid.payoutMicros()) : best;
        }
        return best;
    }
}

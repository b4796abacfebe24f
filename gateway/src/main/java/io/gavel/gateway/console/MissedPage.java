package io.gavel.gateway.console;

import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.Misses;
import io.gavel.gateway.report.Readings;
import io.gavel.message.EntityKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** A buyer's “why did I not get more?”: what came by, what its filters let through, and why it was not won. */
final class MissedPage {
    static final String HERE = "/console/missed";
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MOST = 500;
    private static final int MOST_ORDERS = 20;
    private static final long[] STEPS = {250_000, 500_000, 1_000_000, 2_000_000, 5_000_000};
    private static final long KEPT_MICROS = 10_000_000;
    private static final int MOST_KEPT = 200;
    private static final int PATIENCE_SECONDS = 60;

    private final Readings readings;
    private final Pace pace;
    private final Press press;
    private final Map<Integer, Kept> keptByBuyer = new ConcurrentHashMap<>();

    MissedPage(Readings readings, InstantSource clock, Press press) {
        this.readings = readings;
        this.pace = new Pace(clock);
        this.press = press;
    }

    /** What a buyer was shown a moment ago; {@code order} empty: of all. */
    private record Kept(String order, long atMicros, Page page) {}

    /** Much is read for it: asked again within seconds, a buyer gets the same; another order of its own it gets a moment later. */
    CompletableFuture<Press.Work> begin(Visit visit) {
        int buyer = visit.who().ownerId();
        String order = visit.query().text("order");
        Kept kept = keptByBuyer.get(buyer);
        if (kept != null && kept.order().equals(order) && visit.nowMicros() - kept.atMicros() < KEPT_MICROS) {
            return Press.ready(() -> Listing.sheet(press, visit, kept.page()));
        }
        CompletableFuture<Page> reading = pace.begin(buyer, PATIENCE_SECONDS, () -> press.read(() -> page(visit)));
        if (reading == null) {
            Page.Headline headline = Page.Headline.of("Ask again in a moment.");
            Page soon = Page.of("Why not more?", headline, Pace.TOO_SOON);
            return Press.ready(() -> press.page(429, Frame.of(visit, HERE), soon));
        }
        return reading.handle((page, failed) -> {
            if (page == null) {
                return () -> busy(visit, failed);
            }
            if (keptByBuyer.size() >= MOST_KEPT) {
                keptByBuyer.clear();
            }
            keptByBuyer.put(buyer, new Kept(order, visit.nowMicros(), page));
            return () -> Listing.sheet(press, visit, page);
        });
    }

    /** Others read, too; what is broken is told as such. */
    private Press.Sheet busy(Visit visit, Throwable failed) {
        if (!(failed instanceof RejectedExecutionException) && !(failed instanceof TimeoutException)) {
            throw new IllegalStateException("the pings cannot be read", failed);
        }
        Page.Headline headline = Page.Headline.of("Many ask at the moment. Try again in a minute.");
        return press.page(503, Frame.of(visit, HERE), Page.of("Why not more?", headline));
    }

    private Page page(Visit visit) {
        Snapshot market = visit.sight().market();
        String wanted = visit.query().text("order");
        var orders = visit.sight().orders().stream()
                .filter(order -> wanted.isEmpty() || order.name().equals(wanted))
                .limit(MOST_ORDERS)
                .toList();
        List<Misses> all = readings.misses(orders, visit.nowMicros() - DAY_MICROS, MOST);
        int matched = all.stream().mapToInt(Misses::matched).sum();
        int won = all.stream().mapToInt(Misses::won).sum();
        int dear = all.stream()
                .mapToInt(each -> each.causes().getOrDefault("outbid", 0))
                .sum();
        Page.Headline headline = Page.Headline.of("Of the newest pings, ")
                .figure(Words.count(matched), "")
                .text(" passed your filters; you won ")
                .figure(Words.count(won), "/console/leads")
                .text(" and lost ")
                .figure(Words.count(dear), "")
                .text(" to somebody who paid more or came first.");
        List<Block> blocks = new ArrayList<>();
        blocks.add(table(all, market));
        for (Misses each : all) {
            if (each.matched() > each.won()) {
                blocks.add(causes(each));
            }
            if (!each.gaps().isEmpty()) {
                blocks.add(gaps(each, market));
            }
        }
        blocks.add(new Block.Note(
                "What was looked at",
                "note",
                List.of(
                        "Of each of your campaigns the newest " + Words.count(MOST)
                                + " pings of the last 24 hours, tests left out, each with your order as it was then.",
                        "What others pay is told as a distance to your price, never by whom.")));
        return Page.of("Why not more?", headline, blocks);
    }

    private static Block table(List<Misses> all, Snapshot market) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Misses each : all) {
            rows.add(List.of(
                    Cell.of(each.order().name())
                            .to("/console/orders/" + each.order().name()),
                    Cell.of(market.name(EntityKind.CAMPAIGN, each.order().campaignId())),
                    Cell.number(each.pings()),
                    Cell.number(each.matched()),
                    Cell.number(each.won()),
                    Cell.number(cause(each, "outbid")),
                    Cell.number(cause(each, "capped")),
                    Cell.number(cause(each, "closed")),
                    Cell.number(cause(each, "late")),
                    answers(each)));
        }
        return new Block.Table(
                "By order",
                List.of(
                        Block.Column.of("order"),
                        Block.Column.minor("campaign"),
                        Block.Column.minorNumber("pings"),
                        Block.Column.number("passed"),
                        Block.Column.number("won"),
                        Block.Column.number("too low"),
                        Block.Column.minorNumber("capped"),
                        Block.Column.minorNumber("closed"),
                        Block.Column.minorNumber("late answers"),
                        Block.Column.minorNumber("you answer in")),
                rows,
                "You have no orders. Ask the operator for one.");
    }

    /** The median, and what nine of ten are faster than. */
    private static Cell answers(Misses each) {
        List<Integer> latencies = each.latencies();
        if (latencies.isEmpty()) {
            return Cell.of("–");
        }
        int middle = latencies.get(latencies.size() / 2);
        int slow = latencies.get(latencies.size() * 9 / 10);
        String hover = "nine of ten within " + Words.millis(slow);
        return new Cell(Words.millis(middle), null, "num", hover, Integer.toString(middle));
    }

    private static Block causes(Misses each) {
        List<List<Cell>> rows = new ArrayList<>();
        each.causes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(cause -> rows.add(List.of(
                        Cell.state(cause.getKey()),
                        Cell.number(cause.getValue()),
                        Cell.of(Words.percent(cause.getValue(), each.matched())),
                        Cell.of(advice(cause.getKey(), each)))));
        return new Block.Table(
                each.order().name() + ": passed your filter, and not won",
                List.of(
                        Block.Column.of("why"),
                        Block.Column.number("pings"),
                        Block.Column.minor("of those that passed"),
                        Block.Column.of("what you can do")),
                rows,
                "");
    }

    private static String advice(String cause, Misses each) {
        return switch (cause) {
            case "outbid" ->
                each.gaps().isEmpty()
                        ? "It was another order's turn, or it came first."
                        : "Pay more: see below by how much.";
            case "capped" -> "Raise the cap, or spread it over the day.";
            case "closed" -> "Open longer.";
            case "no_credit" -> "Pay what you owe, or ask for more credit.";
            case "late" -> "Answer sooner: the auction does not wait.";
            case "error", "resting" -> "Look at your bid endpoint: it failed, or answered nonsense.";
            case "no_bid" -> "Your endpoint did not want it.";
            case "below_floor" -> "The seller wanted more than your price.";
            case "refused" -> "Your endpoint refused what it had won.";
            case "disabled" -> "Switch the order on.";
            case "duplicate", "suppressed" -> "You had this person before, or do not want them.";
            default -> "";
        };
    }

    private static Block gaps(Misses each, Snapshot market) {
        List<List<Cell>> rows = new ArrayList<>();
        long from = 0;
        int counted = 0;
        for (long step : STEPS) {
            long to = step;
            int within = (int) each.gaps().stream().filter(gap -> gap <= to).count();
            if (within > counted) {
                rows.add(gap(
                        "by " + Words.money(from, market.currency()) + " to " + Words.money(to, market.currency()),
                        within - counted,
                        within,
                        each));
            }
            counted = within;
            from = to;
        }
        if (each.gaps().size() > counted) {
            rows.add(gap(
                    "by more than " + Words.money(from, market.currency()),
                    each.gaps().size() - counted,
                    each.gaps().size(),
                    each));
        }
        return new Block.Table(
                each.order().name() + ": lost by price, and by how much",
                List.of(Block.Column.of("too low"), Block.Column.number("pings"), Block.Column.number("then won")),
                rows,
                "");
    }

    private static List<Cell> gap(String words, int count, int sum, Misses each) {
        return List.of(
                Cell.of(words),
                Cell.number(count),
                Cell.number(sum).saying("of " + Words.count(each.gaps().size()) + " that were lost by price"));
    }

    private static int cause(Misses each, String word) {
        return each.causes().getOrDefault(word, 0);
    }
}

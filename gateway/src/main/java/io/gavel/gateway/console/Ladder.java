package io.gavel.gateway.console;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.gateway.market.Snapshot;
import io.gavel.gateway.report.Verdict;
import io.gavel.message.EntityKind;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An auction as a picture: a bar an order, as long as its price, the best on top, a line at the floor; below it, when the asked
 * buyers answered, against the deadline. In the units of its own drawing: {@value #WIDTH} wide, {@value #ROW} a bar.
 *
 * @param floorX of the floor's line, -1: none
 * @param floor in words
 * @param winX of the least winning price, -1: nobody won
 */
record Ladder(
        List<Rung> rungs,
        double floorX,
        String floor,
        double winX,
        List<Tick> prices,
        @Nullable Clock clock,
        int left) {
    static final int WIDTH = 1_000;
    static final int ROW = 44;
    static final int TOP = 34;
    static final int BARS = 250;
    static final int WORDS = 664;
    static final int BARS_END = 640;
    private static final int SHOWN = 40;

    /**
     * One order.
     *
     * @param y the middle of its bar
     * @param width of its bar, 0: none
     * @param kind {@code won, outbid, out, capped}: how the bar is drawn
     * @param price in words, may be empty
     * @param gap how far below the winner, in words, may be empty
     */
    record Rung(
            double y,
            double width,
            String kind,
            String order,
            String buyer,
            String price,
            String gap,
            String outcome,
            String detail,
            long priceMicros) {
        /** As much of the detail as there is room for. */
        String shortDetail() {
            return cut(detail, 50);
        }

        double end() {
            return BARS + width;
        }
    }

    /** A place on an axis. */
    record Tick(double x, String text) {}

    /** The answers against the deadline; {@code dots} name the order. */
    record Clock(double y, double deadlineX, String deadline, double decidedX, String decided, List<Dot> dots) {}

    /** One answer. */
    record Dot(double x, double y, String kind, String text) {}

    double height() {
        double bars = TOP + rungs.size() * (double) ROW + 34;
        return clock == null ? bars : bars + 86;
    }

    double barsEnd() {
        return TOP + rungs.size() * (double) ROW;
    }

    static Ladder of(PingRecord ping, List<Verdict> verdicts, Snapshot market, @Nullable CampaignInfo campaign) {
        List<Verdict> sorted = new ArrayList<>(verdicts);
        sorted.sort(Comparator.comparingInt(Ladder::rank)
                .thenComparing(Comparator.comparingLong(Ladder::price).reversed())
                .thenComparingInt(Verdict::orderId));
        List<Verdict> shown = sorted.subList(0, Math.min(SHOWN, sorted.size()));
        long most = Math.max(1_000_000, ping.floorMicros() * 5 / 4);
        long win = 0;
        for (Verdict verdict : shown) {
            most = Math.max(most, price(verdict));
            win = verdict.outcome().equals("won") ? price(verdict) : win;
        }
        double scale = (BARS_END - BARS) / (double) most;
        List<Rung> rungs = new ArrayList<>();
        for (Verdict verdict : shown) {
            rungs.add(rung(verdict, rungs.size(), scale, market));
        }
        List<Tick> prices = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            prices.add(new Tick(BARS + i * (BARS_END - BARS) / 4.0, Words.money(most * i / 4)));
        }
        double clockY = TOP + rungs.size() * (double) ROW + 70;
        return new Ladder(
                rungs,
                ping.floorMicros() > 0 ? BARS + ping.floorMicros() * scale : -1,
                "floor " + Words.money(ping.floorMicros()),
                win > 0 ? BARS + win * scale : -1,
                prices,
                clock(ping, shown, market, campaign, clockY),
                sorted.size() - shown.size());
    }

    private static Rung rung(Verdict verdict, int row, double scale, Snapshot market) {
        long price = price(verdict);
        OrderInfo order = verdict.order();
        PingRecord.Bid bid = verdict.bid();
        int buyer = bid != null ? bid.buyerId() : order == null ? 0 : order.buyerId();
        boolean isPromise = bid == null && order != null && order.bid() != null;
        String text = price == 0 ? "" : isPromise ? "up to " + Words.money(price) : Words.money(price);
        return new Rung(
                TOP + row * (double) ROW + ROW / 2.0,
                price * scale,
                kind(verdict.outcome()),
                cut(market.name(EntityKind.ORDER, verdict.orderId()), 26),
                cut(market.name(EntityKind.BUYER, buyer), 30),
                text,
                verdict.shortByMicros() > 0 ? "−" + Words.money(verdict.shortByMicros()) : "",
                verdict.outcome().replace('_', ' '),
                detail(verdict),
                price);
    }

    private static String detail(Verdict verdict) {
        if (verdict.obstacles().isEmpty()
                || verdict.obstacles().get(0).predicate().isEmpty()) {
            return verdict.detail();
        }
        return "wants " + verdict.obstacles().get(0).predicate() + ", was "
                + verdict.obstacles().get(0).value();
    }

    private static @Nullable Clock clock(
            PingRecord ping, List<Verdict> verdicts, Snapshot market, @Nullable CampaignInfo campaign, double y) {
        List<Verdict> asked = verdicts.stream()
                .filter(verdict -> verdict.bid() != null && verdict.bid().latencyMicros() > 0)
                .toList();
        if (asked.isEmpty()) {
            return null;
        }
        long decided = ping.answeredMicros() - ping.receivedMicros();
        long deadline = campaign == null ? 0 : campaign.deadlineMillis() * 1_000L;
        long end = Math.max(Math.max(deadline, decided), 1_000) * 21 / 20;
        List<Dot> dots = new ArrayList<>();
        for (Verdict verdict : asked) {
            PingRecord.Bid bid = verdict.bid();
            long latency = bid == null ? 0 : bid.latencyMicros();
            String name = market.name(EntityKind.ORDER, verdict.orderId());
            dots.add(new Dot(
                    x(latency, end),
                    y + (dots.size() % 3 - 1) * 11,
                    kind(verdict.outcome()),
                    name + " " + Words.millis(latency)));
        }
        return new Clock(
                y,
                deadline == 0 ? -1 : x(deadline, end),
                "deadline " + Words.millis(deadline),
                x(decided, end),
                "decided " + Words.millis(decided),
                dots);
    }

    private static double x(long micros, long end) {
        return BARS + Math.min(1.0, micros / (double) end) * (BARS_END - BARS);
    }

    private static int rank(Verdict verdict) {
        return switch (kind(verdict.outcome())) {
            case "won" -> 0;
            case "outbid" -> 1;
            case "capped" -> 2;
            default -> 3;
        };
    }

    private static String kind(String outcome) {
        return switch (outcome) {
            case "won" -> "won";
            case "outbid", "below_floor", "refused" -> "outbid";
            case "capped", "closed", "no_credit", "resting", "disabled" -> "capped";
            default -> "out";
        };
    }

    private static long price(Verdict verdict) {
        PingRecord.Bid bid = verdict.bid();
        OrderInfo order = verdict.order();
        if (bid != null && bid.bidMicros() > 0) {
            return bid.bidMicros();
        } else if (bid != null || order == null) {
            return 0;
        } else if (order.bid() == null) {
            return order.priceMicros();
        }
        return order.bid().maxMicros() == Long.MAX_VALUE ? 0 : order.bid().maxMicros();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** A coordinate. */
    static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** The same for who does not see pictures. */
    Block.Table table(String currency) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Rung rung : rungs) {
            rows.add(List.of(
                    Cell.of(rung.order()).to("/console/orders/" + rung.order()),
                    Cell.of(rung.buyer()),
                    new Cell(
                            rung.price().isEmpty() ? "–" : rung.price(),
                            null,
                            "num",
                            null,
                            Words.plain(rung.priceMicros())),
                    Cell.state(rung.outcome().replace(' ', '_')),
                    Cell.of(rung.gap().isEmpty() ? rung.detail() : rung.gap() + " to the winner")));
        }
        return new Block.Table(
                "The same in words, in " + currency,
                List.of(
                        Block.Column.of("order"),
                        Block.Column.minor("buyer"),
                        Block.Column.number("price"),
                        Block.Column.of("outcome"),
                        Block.Column.minor("why")),
                rows,
                "This campaign has no orders.");
    }
}

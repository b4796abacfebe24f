package io.gavel.gateway.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the demo prints while it runs, and in the end. One thread. */
final class Figures {

    private static final int MICRO_DIGITS = 6;

    private final BuyerFarm farm;
    private final Sellers sellers;
    private final Histogram allPings = new Histogram(3);
    private SellerFigures before;

    Figures(BuyerFarm farm, Sellers sellers) {
        this.farm = farm;
        this.sellers = sellers;
        this.before = sellers.figures();
    }

    /** What happened since the last line, about a second ago. */
    String line(int second) {
        Histogram pings = sellers.pingNanos();
        allPings.add(pings);
        SellerFigures now = sellers.figures();
        long revenue = farm.deliveries().totalMicros();
        String line = String.format(
                Locale.ROOT,
                "%4d s  pings %d/s  accepted %d/s  sold %d/s  revenue %s  margin %s  ping p50 %.1f p99 %.1f ms%s",
                second,
                now.pings() - before.pings(),
                now.accepted() - before.accepted(),
                now.sold() - before.sold(),
                money(revenue),
                money(revenue - now.paidMicros()),
                pings.getValueAtPercentile(50) / 1e6,
                pings.getValueAtPercentile(99) / 1e6,
                failures(now) == 0 ? "" : "  failures " + failures(now));
        before = now;
        return line;
    }

    /** All of it. */
    String summary() {
        allPings.add(sellers.pingNanos());
        SellerFigures sold = sellers.figures();
        BuyerFigures bought = farm.figures();
        long revenue = farm.deliveries().totalMicros();
        return String.format(
                Locale.ROOT,
                """
                pings    %d, accepted %d; p50 %.1f, p99 %.1f, slowest %.1f ms
                leads    %d, sold %d, pending %d, failures %s, held back %d
                not sold %s
                buyers   asked %d times, bid %d times, offered %d leads, took %d; unsigned %d, unreadable %d
                money    revenue %s, paid to sellers %s, margin %s
                """,
                sold.pings(),
                sold.accepted(),
                allPings.getValueAtPercentile(50) / 1e6,
                allPings.getValueAtPercentile(99) / 1e6,
                allPings.getMaxValue() / 1e6,
                sold.posts(),
                sold.sold(),
                sold.pending(),
                sold.lastFailure().isEmpty() ? 0 : failures(sold) + " (the last: " + sold.lastFailure() + ")",
                sold.heldBack(),
                sold.reasons(),
                bought.asked(),
                bought.bids(),
                bought.deliveries(),
                bought.taken(),
                bought.unsigned(),
                bought.unreadable(),
                money(revenue),
                money(sold.paidMicros()),
                money(revenue - sold.paidMicros()));
    }

    private static long failures(SellerFigures figures) {
        return figures.failedPings() + figures.failedPosts();
    }

    static String money(long micros) {
        return BigDecimal.valueOf(micros, MICRO_DIGITS)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}

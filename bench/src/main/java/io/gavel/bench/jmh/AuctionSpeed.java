package io.gavel.bench.jmh;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.OrderList;
import io.gavel.journal.Journal;
import io.gavel.message.Attributes;
import io.gavel.message.MethodName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench.jar auction}: CPU of a fixed-price auction beside that of the bare decision, which is to find the ten best of as
 * many orders. They take turns in one process, a hundred thousand each, so that what disturbs one disturbs all. Awards expire a
 * thousand at a time, which is counted by itself.
 */
@Command(
        name = "auction",
        description = "CPU of a fixed-price auction, with and without the journal, against the bare decision",
        mixinStandardHelpOptions = true)
public final class AuctionSpeed implements Callable<Integer> {
    private static final int TURN = 1_000;
    private static final int TURNS = 100;
    private static final int BEST = 10;
    /** With the journal, nanoseconds; the bare decision took 139 where it was set. */
    private static final double TARGET = 500;

    @Option(names = "--orders", defaultValue = "1000", description = "of the campaign (default ${DEFAULT-VALUE})")
    private int orders;

    @Option(
            names = "--warmups",
            defaultValue = "20",
            description = "rounds before any is counted (default ${DEFAULT-VALUE})")
    private int warmups;

    @Option(names = "--rounds", defaultValue = "20", description = "rounds that are counted (default ${DEFAULT-VALUE})")
    private int rounds;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Attributes[] leads = new Attributes[1_024];
    private final OrderList list = new OrderList();
    private int next;
    private long found;

    /** A thousand of something. */
    private interface Turn {
        void take() throws IOException;
    }

    /** CPU of one kind of turn, nanoseconds for each of the thousand, by round. */
    private final class Figure {
        final double[] nanos = new double[rounds];
        private long sum;

        void measure(Turn turn) throws IOException {
            long before = threads.getCurrentThreadCpuTime();
            turn.take();
            sum += threads.getCurrentThreadCpuTime() - before;
        }

        void end(int round) {
            if (round >= 0) {
                nanos[round] = (double) sum / (TURN * TURNS);
            }
            sum = 0;
        }

        double median() {
            return AuctionSpeed.median(nanos);
        }
    }

    @Override
    public Integer call() throws IOException {
        RandomOrders market = new RandomOrders(orders, 42, false);
        Campaign campaign = Objects.requireNonNull(market.market.campaign(RandomOrders.CAMPAIGN));
        Arrays.setAll(leads, i -> market.lead());
        AuctionScene bare = new AuctionScene(MethodName.PING_POST, orders, TURN);
        AuctionScene journaled = new AuctionScene(MethodName.PING_POST, orders, TURN);
        AuctionBenchmark.Written written = new AuctionBenchmark.Written();
        written.open();
        Figure decision = new Figure();
        Figure auction = new Figure();
        Figure withJournal = new Figure();
        Figure expiry = new Figure();
        for (int round = -warmups; round < rounds; round++) {
            for (int turn = 0; turn < TURNS; turn++) {
                decision.measure(() -> decide(market, campaign));
            }
            for (int turn = 0; turn < TURNS; turn++) {
                auction.measure(() -> ping(bare));
                expiry.measure(bare::expire);
            }
            for (int turn = 0; turn < TURNS; turn++) {
                withJournal.measure(() -> ping(journaled, written.journal()));
                journaled.expire();
            }
            decision.end(round);
            auction.end(round);
            withJournal.end(round);
            expiry.end(round);
        }
        written.delete();
        System.out.printf(Locale.ROOT, "the bare decision     %6.0f ns%n", decision.median());
        print("auction", auction, decision);
        print("auction, journaled", withJournal, decision);
        print("expiry of an award", expiry, decision);
        boolean reached = withJournal.median() <= TARGET;
        System.out.printf(
                Locale.ROOT, "target: journaled at most %.0f ns: %s%n", TARGET, reached ? "reached" : "NOT REACHED");
        return reached && found > 0 ? 0 : 1;
    }

    private void decide(RandomOrders market, Campaign campaign) {
        for (int i = 0; i < TURN; i++) {
            market.market.eligibleFixed(campaign, leads[next++ & (leads.length - 1)], BEST, list);
            found += list.size();
        }
    }

    private static void ping(AuctionScene scene) {
        for (int i = 0; i < TURN; i++) {
            scene.ping(scene.next());
        }
    }

    private static void ping(AuctionScene scene, Journal journal) throws IOException {
        for (int i = 0; i < TURN; i++) {
            scene.ping(scene.next(), journal);
        }
    }

    private void print(String name, Figure figure, Figure ceiling) {
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, i -> figure.nanos[i] / ceiling.nanos[i]);
        double ratio = median(ratios);
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%-22s%6.0f ns, %.2f x the bare decision (rounds %.2f to %.2f)%n",
                name,
                figure.median(),
                ratio,
                ratios[0],
                ratios[rounds - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

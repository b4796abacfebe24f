package io.gavel.bench.jmh;

import io.gavel.core.market.Campaign;
import io.gavel.core.market.OrderList;
import io.gavel.message.Attributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who takes this ping? The ten best by price, by number of orders, against a plain scan in the order of price that stops at
 * ten; what it costs when nobody takes it; and how quickly a pause and a new price take effect. Run with {@code -prof gc}: all
 * but {@code changePrice} allocate nothing; on a machine with other work, with {@code -prof io.gavel.bench.jmh.CpuProfiler}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EligibilityBenchmark {
    private static final int LEADS = 1024;
    private static final int BEST = 10;

    @Param({"100", "1000", "10000", "100000"})
    public int orders;

    private RandomOrders market;
    private Campaign campaign;
    private RandomOrders agreeing;
    private Campaign agreeingCampaign;
    private final Attributes[] leads = new Attributes[LEADS];
    private final Attributes[] unwanted = new Attributes[LEADS];
    private final Attributes[] contradictory = new Attributes[LEADS];
    private final OrderList list = new OrderList();
    private final int[] plainFound = new int[BEST];
    private int next;

    @Setup(Level.Trial)
    public void setUp() {
        market = new RandomOrders(orders, 42, false);
        campaign = Objects.requireNonNull(market.market.campaign(RandomOrders.CAMPAIGN));
        agreeing = new RandomOrders(orders, 42, true);
        agreeingCampaign = Objects.requireNonNull(agreeing.market.campaign(RandomOrders.CAMPAIGN));
        long matches = 0;
        for (int i = 0; i < LEADS; i++) {
            leads[i] = market.lead();
            unwanted[i] = market.lead().set(RandomOrders.STATE, 1);
            contradictory[i] = market.lead().set(RandomOrders.INSURED, i & 1).set(RandomOrders.HOMEOWNER, ~i & 1);
            agree(leads[i]);
            market.market.eligible(campaign, leads[i], list);
            matches += list.size();
            agreeing.market.eligible(agreeingCampaign, contradictory[i], list);
            if (list.size() != 0) {
                throw new IllegalStateException("somebody takes what nobody should");
            }
        }
        System.out.printf("# one lead in %.1f matches an order%n", (double) LEADS * orders / matches);
    }

    /** What is measured must be right: the index finds the prices that the scan finds. */
    private void agree(Attributes lead) {
        market.market.eligibleFixed(campaign, lead, BEST, list);
        int size = scan(lead);
        boolean same = size == list.size();
        for (int i = 0; i < size && same; i++) {
            same = market.byPrice[plainFound[i]].priceMicros == list.get(i).priceMicros();
        }
        if (!same) {
            throw new IllegalStateException("index and scan disagree");
        }
    }

    /** The ten best of those who take it. */
    @Benchmark
    public int topTen() {
        market.market.eligibleFixed(campaign, leads[next++ & (LEADS - 1)], BEST, list);
        return list.size();
    }

    /** The same by a scan in the order of price, which stops at ten. */
    @Benchmark
    public int topTenByScan() {
        return scan(leads[next++ & (LEADS - 1)]);
    }

    /** A value that no order names. */
    @Benchmark
    public int nobodyNamesTheValue() {
        market.market.eligibleFixed(campaign, unwanted[next++ & (LEADS - 1)], BEST, list);
        return list.size();
    }

    /** The worst case: each value is wanted by half of the orders, all of them by none. */
    @Benchmark
    public int nobodyWantsAllOfIt() {
        agreeing.market.eligibleFixed(agreeingCampaign, contradictory[next++ & (LEADS - 1)], BEST, list);
        return list.size();
    }

    /** The best order's cap fills up and it is out, then it comes back: two changes of standing, each said. */
    @Benchmark
    public int capReachedAndFree() {
        int id = 1 + (next++ * 31 & 0x7fffffff) % orders;
        market.market.reserve(id, 0, 1, next);
        market.market.release(id, 0, 1, next, next);
        return id;
    }

    /** A whole order document with a new price, from bytes to the index. */
    @Benchmark
    public void changePrice() {
        RandomOrders.Plain order = agreeing.byPrice[(next++ * 31 & 0x7fffffff) % orders];
        order.priceMicros = 1_000 * (1 + (order.priceMicros / 1_000 * 7_919 + 13) % 100_000);
        agreeing.put(order);
    }

    private int scan(Attributes lead) {
        int size = 0;
        for (int i = 0; i < market.byPrice.length && size < BEST; i++) {
            RandomOrders.Plain order = market.byPrice[i];
            if (order.active && order.takes(lead)) {
                plainFound[size++] = i;
            }
        }
        return size;
    }
}

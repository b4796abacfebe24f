package io.gavel.gateway.demo;

import io.gavel.gateway.demo.phone.SipFarm;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sample market, simulated around a real exchange: buyers and their agents first, so that its document can say where they
 * are; then, when the exchange is ready, sellers and callers. One thread, except {@link #stop}.
 */
public final class Demo implements AutoCloseable {

    /** By rising port; then from the beginning. */
    private static final List<Temper> TEMPERS = List.of(
            Temper.INSTANT,
            Temper.QUICK,
            Temper.SLOW,
            Temper.LATE,
            Temper.FLAKY,
            Temper.GARBAGE,
            Temper.NO_BID,
            Temper.SILENT);

    private static final double PINGS_PER_SECOND = 25;
    private static final int THINK_MILLIS = 1_500;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SETTLE_SECONDS = 30;
    private static final int LOW_CENTS = 300;
    private static final int HIGH_CENTS = 2_400;

    private final SampleMarket market;
    private final BuyerFarm farm;
    private final SipFarm phones;
    private final double speed;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Demo(SampleMarket market, BuyerFarm farm, SipFarm phones, double speed) {
        this.market = market;
        this.farm = farm;
        this.phones = phones;
        this.speed = speed;
    }

    /**
     * Opens the buyers and agents of a market document in YAML, each where the document says if that port is free.
     *
     * @param speed how many times faster than life the sellers are, and how many times as many calls are placed
     */
    public static Demo open(String marketDocument, double speed) throws IOException {
        SampleMarket market = SampleMarket.read(marketDocument);
        List<BuyerPlan> plans = new ArrayList<>();
        for (int port : market.buyerPorts()) {
            Temper temper = TEMPERS.get(plans.size() % TEMPERS.size());
            plans.add(new BuyerPlan(temper + "-" + port, port, temper, LOW_CENTS, HIGH_CENTS));
        }
        BuyerFarm farm = BuyerFarm.open(1, plans);
        try {
            return new Demo(market, farm, SipFarm.open(market.agentPort()), speed);
        } catch (IOException e) {
            farm.close();
            throw e;
        }
    }

    /** How the buyers behave, by their ports. */
    public Map<Integer, Temper> tempers() {
        Map<Integer, Temper> tempers = new HashMap<>();
        farm.buyers().forEach(buyer -> tempers.put(buyer.port(), buyer.plan().temper()));
        return tempers;
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** The market document, with the buyers and agents where they are. */
    public String marketDocument() {
        Map<Integer, Integer> ports = new HashMap<>();
        for (Buyer buyer : farm.buyers()) {
            ports.put(buyer.plan().port(), buyer.port());
        }
        return market.document(ports, phones.port());
    }

    /**
     * Lets sellers sell and callers call until the time is over or {@link #stop} is called, with a line of figures each second and
     * a summary; whether leads were sold, calls were bridged and the books balance.
     *
     * @param port of the exchange's HTTP
     * @param sipPort of the gateway; 0: it takes no calls
     * @param time how long; zero is until stopped
     */
    public boolean run(int port, int sipPort, String operatorKey, Duration time, PrintStream out) throws IOException {
        Operator operator = new Operator(port, operatorKey);
        Books books = new Books(operator);
        Books.Totals before = books.totals();
        SellersPlan plan = new SellersPlan(1, PINGS_PER_SECOND * speed, (int) (THINK_MILLIS / speed), PATIENCE_MILLIS);
        try (Sellers sellers = Sellers.start(marketDocument(), port, plan);
                SampleSite site = SampleSite.open(port)) {
            out.println("site     " + site.address());
            boolean takesCalls = sipPort > 0 && !market.dials().isEmpty();
            DemoCalls calls = takesCalls
                    ? DemoCalls.start(phones, market, sipPort, speed, operator, sellers::pingOfCall, sellers::visit)
                    : null;
            Figures figures = new Figures(farm, sellers);
            for (int second = 1; !isStoppedWithinASecond(); second++) {
                out.println(figures.line(second) + (calls == null ? "" : calls.line()));
                if (second == time.toSeconds()) {
                    break;
                }
            }
            sellers.stopPinging();
            if (calls != null) {
                calls.stop();
            }
            List<String> wrong = settle(sellers, calls, books, before);
            out.print(figures.summary() + (calls == null ? "" : calls.summary()));
            for (String sentence : wrong) {
                out.println("WRONG    " + sentence);
            }
            boolean sold = sellers.figures().sold() > 0;
            boolean bridged = calls == null || calls.isBridged();
            out.println("books    " + (wrong.isEmpty() ? "balance" : "do not balance")
                    + (sold ? "" : "; nothing was sold") + (bridged ? "" : "; no call was bridged"));
            return sold && bridged && wrong.isEmpty();
        }
    }

    /** Ends {@link #run} early; from any thread. */
    public void stop() {
        stopped.countDown();
    }

    /** What buyers took so far. */
    public Deliveries deliveries() {
        return farm.deliveries();
    }

    @Override
    public void close() {
        phones.close();
        farm.close();
    }

    /** What is still wrong when all is settled, or patience is over. */
    private List<String> settle(Sellers sellers, @Nullable DemoCalls calls, Books books, Books.Totals before)
            throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        while (true) {
            List<String> wrong = Audit.of(market, farm, sellers, books.totals().since(before));
            if (!sellers.isSettled()) {
                wrong.add(sellers.figures().pending() + " leads are still pending");
            }
            if (calls != null) {
                wrong.addAll(calls.wrong());
            }
            if (wrong.isEmpty() || System.nanoTime() > patience) {
                return wrong;
            }
            pause();
        }
    }

    private boolean isStoppedWithinASecond() {
        try {
            return stopped.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while leads were settled", e);
        }
    }
}

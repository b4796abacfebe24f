package io.gavel.gateway.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Simulated buyers: real HTTP servers on loopback. Opened and closed from any thread that is not an event loop. */
public final class BuyerFarm implements AutoCloseable {

    private static final int SECONDS_TO_CLOSE = 10;

    private final Vertx vertx;
    private final Deliveries deliveries = new Deliveries();
    private final List<Buyer> buyers = new ArrayList<>();

    private BuyerFarm(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Opens a buyer for each plan, on so many event loops. */
    public static BuyerFarm open(int eventLoops, List<BuyerPlan> plans) throws IOException {
        BuyerFarm farm = new BuyerFarm(vertx(eventLoops));
        try {
            for (BuyerPlan plan : plans) {
                Buyer buyer = new Buyer(farm.vertx, plan, farm.buyers.size(), farm.deliveries);
                buyer.open();
                farm.buyers.add(buyer);
            }
        } catch (IOException e) {
            farm.close();
            throw e;
        }
        return farm;
    }

    /** Opens a buyer for each plan, on one event loop. */
    public static BuyerFarm open(BuyerPlan... plans) throws IOException {
        return open(1, List.of(plans));
    }

    /** The buyers, in the order of their plans. */
    public List<Buyer> buyers() {
        return List.copyOf(buyers);
    }

    /** The buyer of the plan at this index. */
    public Buyer buyer(int index) {
        return buyers.get(index);
    }

    /** What they took. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** What all of them saw. */
    public BuyerFigures figures() {
        BuyerFigures sum = BuyerFigures.NONE;
        for (Buyer buyer : buyers) {
            sum = sum.plus(buyer.figures());
        }
        return sum;
    }

    @Override
    public void close() {
        try {
            vertx.close().await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the buyers do not close", e);
        }
    }

    /** A Vert.x of its own, with as little as it takes. */
    static Vertx vertx(int eventLoops) {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(eventLoops)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false)))
                .build();
    }
}

package io.gavel.gateway.demo;

import io.gavel.gateway.demo.phone.Visitor;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Simulated sellers: they ping and post over HTTP as their plan says. Most pings that win are posted; some are left to expire,
 * some posted twice; some leads come without a ping, some people come back, some pings are tests. All of it runs on one event
 * loop of their own; the public methods may be called from any other thread.
 */
public final class Sellers implements AutoCloseable {

    private static final int TICK_MILLIS = 10;
    private static final int UNDER_WAY_LIMIT = 2_000;
    private static final int ASK_AGAIN_MILLIS = 500;
    private static final int PEOPLE_REMEMBERED = 1_000;
    private static final int SECONDS_TO_CLOSE = 10;

    private final Vertx vertx = BuyerFarm.vertx(1);
    private final SampleMarket market;
    private final SellersPlan plan;
    private final SellerClient client;
    private final SellerBook book = new SellerBook();
    private final SplittableRandom random;
    private final AtomicInteger underWay = new AtomicInteger();
    private final String run;
    private long people;
    private double owed;
    private volatile boolean pinging;

    private Sellers(SampleMarket market, int port, SellersPlan plan) {
        this.market = market;
        this.plan = plan;
        this.client = new SellerClient(vertx, port);
        this.random = new SplittableRandom(plan.seed());
        this.run = Long.toString(System.nanoTime(), 36);
    }

    /** Starts to ping the exchange on this port of loopback with leads for the campaigns of this market document. */
    public static Sellers start(String marketDocument, int port, SellersPlan plan) throws IOException {
        Sellers sellers = new Sellers(SampleMarket.read(marketDocument), port, plan);
        sellers.pinging = true;
        sellers.vertx.setPeriodic(TICK_MILLIS, timer -> sellers.tick());
        sellers.vertx.setPeriodic(ASK_AGAIN_MILLIS, timer -> sellers.askAboutPending());
        return sellers;
    }

    /** The exchange was started again, on this port. */
    public void movedTo(int port) {
        client.port(port);
    }

    /** No new pings; what was awarded is still posted, and pending leads are followed. */
    public void stopPinging() {
        pinging = false;
    }

    /** Whether nothing is under way or pending. */
    public boolean isSettled() {
        return underWay.get() == 0 && book.pending().isEmpty();
    }

    /** What they saw so far. */
    public SellerFigures figures() {
        return book.figures();
    }

    /** How long pings took since this was asked last, in nanoseconds. */
    public Histogram pingNanos() {
        return book.pingNanos();
    }

    /** Lead ids of what was sold, with what the seller was promised in micro-units. */
    public Map<String, Long> sold() {
        return book.sold();
    }

    /** Asks for a price of a call that may come; one try. */
    public Future<JsonObject> pingOfCall(String key, JsonObject body) {
        return client.once(HttpMethod.POST, "/v1/pings", key, null, body);
    }

    /** A visitor opens a page; one try. */
    public Future<JsonObject> visit(String address, JsonObject body) {
        return client.visit(address, body);
    }

    @Override
    public void close() {
        pinging = false;
        try {
            vertx.close().await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the sellers do not close", e);
        }
    }

    private void tick() {
        owed += pinging ? plan.pingsPerSecond() * TICK_MILLIS / 1e3 : 0;
        for (; owed >= 1; owed--) {
            if (underWay.get() < UNDER_WAY_LIMIT) {
                visit();
            } else {
                book.heldBack();
            }
        }
    }

    /** Somebody filled in a form. */
    private void visit() {
        SampleOffer offer = market.offers().get(random.nextInt(market.offers().size()));
        String key = offer.sellerKeys().get(random.nextInt(offer.sellerKeys().size()));
        boolean comesBack = people > 0 && random.nextInt(50) == 0;
        long who = comesBack ? Math.max(0, people - 1 - random.nextInt(PEOPLE_REMEMBERED)) : people++;
        Person person = new Person(plan.seed() * 1_000_003 + who);
        JsonObject form = person.fill(offer.fields());
        if (random.nextInt(10) == 0) {
            lead(offer, key, form);
        } else {
            ping(offer, key, person, form);
        }
    }

    private void lead(SampleOffer offer, String key, JsonObject form) {
        JsonObject body = new JsonObject()
                .put("campaign", offer.campaign())
                .put("fields", form)
                .put("tracking", Visitor.cameBy(random))
                .put("source", "site-" + random.nextInt(1, 6));
        post("/v1/leads", key, body);
    }

    private void ping(SampleOffer offer, String key, Person person, JsonObject form) {
        boolean test = random.nextInt(50) == 0;
        JsonObject body = new JsonObject()
                .put("campaign", offer.campaign())
                .put("fields", Person.pingable(form, offer.fields()))
                .put("phone_hash", person.phoneHash())
                .put("source", "site-" + random.nextInt(1, 6));
        if (test) {
            body.put("test", true);
        }
        boolean giveUp = random.nextInt(12) == 0;
        boolean postTwice = random.nextInt(40) == 0;
        int think = random.nextInt(plan.thinkMillis() + 1);
        long start = System.nanoTime();
        underWay.incrementAndGet();
        client.once(HttpMethod.POST, "/v1/pings", key, null, body)
                .onComplete(over -> underWay.decrementAndGet())
                .onSuccess(answered(
                        answer -> {
                            book.pinged(answer, System.nanoTime() - start);
                            if (answer.getString("status").equals("accepted") && !test && !giveUp) {
                                postLater(key, answer, form, think, postTwice);
                            }
                        },
                        book::pingFailed))
                .onFailure(book::pingFailed);
    }

    private void postLater(String key, JsonObject award, JsonObject form, int thinkMillis, boolean twice) {
        JsonArray bids = new JsonArray();
        for (Object bid : award.getJsonArray("bids", new JsonArray())) {
            bids.add(((JsonObject) bid).getString("bid_id"));
        }
        JsonObject body = new JsonObject()
                .put("ping_id", award.getString("ping_id"))
                .put("bid_ids", bids)
                .put("fields", form)
                .put("tracking", Visitor.cameBy(random));
        underWay.incrementAndGet();
        vertx.setTimer(Math.max(1, thinkMillis), timer -> {
            underWay.decrementAndGet();
            post("/v1/posts", key, body);
            if (twice) {
                post("/v1/posts", key, body);
            }
        });
    }

    private void post(String path, String key, JsonObject body) {
        String idempotency = run + "-" + random.nextLong();
        underWay.incrementAndGet();
        client.untilAnswered(path, key, idempotency, body, plan.patienceMillis())
                .onComplete(over -> underWay.decrementAndGet())
                .onSuccess(answered(answer -> book.posted(answer, key), book::postFailed))
                .onFailure(book::postFailed);
    }

    private void askAboutPending() {
        for (Map.Entry<String, String> lead : book.pending()) {
            client.once(HttpMethod.GET, "/v1/leads/" + lead.getKey(), lead.getValue(), null, new JsonObject())
                    .onSuccess(answered(answer -> book.settled(answer, lead.getValue()), book::postFailed));
        }
    }

    /** An answer that cannot be understood is a failure like none at all. */
    private Handler<JsonObject> answered(Consumer<JsonObject> then, Consumer<Throwable> otherwise) {
        return answer -> {
            try {
                then.accept(answer);
            } catch (RuntimeException e) {
                otherwise.accept(e);
            }
        };
    }
}

package io.gavel.gateway.demo;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One simulated buyer: an HTTP server with {@code /bid} and {@code /lead}, on one event loop. What it decides is seeded by its
 * place in the farm; a lead that comes again is decided as it was before.
 */
public final class Buyer {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final Buffer ACCEPTED = Buffer.buffer("{\"status\":\"accepted\"}");
    private static final Buffer REFUSED = Buffer.buffer("{\"status\":\"refused\",\"reason\":\"not today\"}");
    private static final Buffer DECLINED = Buffer.buffer("{\"bid\":0,\"reason\":\"enough for today\"}");
    private static final int MICROS_PER_CENT = 10_000;
    private static final int SECONDS_TO_START = 10;
    private static final int MOODS = 7;
    private static final int MOODS_REMEMBERED = 10_000;

    private final Vertx vertx;
    private final BuyerPlan plan;
    private final int index;
    private final Deliveries deliveries;
    private final SplittableRandom random;
    private final Nonsense nonsense = new Nonsense();
    private final Buffer[] bids;
    private final Map<String, Integer> moods = new HashMap<>();
    private final LongAdder asked = new LongAdder();
    private final LongAdder bidden = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder unsigned = new LongAdder();
    private int port;

    Buyer(Vertx vertx, BuyerPlan plan, int index, Deliveries deliveries) {
        this.vertx = vertx;
        this.plan = plan;
        this.index = index;
        this.deliveries = deliveries;
        this.random = new SplittableRandom(index);
        this.bids = new Buffer[plan.highCents() - plan.lowCents() + 1];
        for (int i = 0; i < bids.length; i++) {
            int cents = plan.lowCents() + i;
            bids[i] = Buffer.buffer("{\"bid\":" + cents / 100 + '.' + cents % 100 / 10 + cents % 10 + '}');
        }
    }

    void open() throws IOException {
        try {
            port = listen(plan.port());
        } catch (IOException e) {
            if (plan.port() == 0) {
                throw e;
            }
            port = listen(0);
        }
    }

    /** What it was planned to be. */
    public BuyerPlan plan() {
        return plan;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Where it wants to be asked. */
    public String bidUrl() {
        return "http://127.0.0.1:" + port + "/bid";
    }

    /** Where it wants its leads. */
    public String leadUrl() {
        return "http://127.0.0.1:" + port + "/lead";
    }

    /** What it saw so far. */
    public BuyerFigures figures() {
        return new BuyerFigures(
                asked.sum(), bidden.sum(), delivered.sum(), taken.sum(), unreadable.sum(), unsigned.sum());
    }

    private int listen(int wanted) throws IOException {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true));
        server.requestHandler(this::onRequest);
        try {
            return server.listen(wanted, "127.0.0.1")
                    .await(SECONDS_TO_START, TimeUnit.SECONDS)
                    .actualPort();
        } catch (Exception e) {
            throw new IOException("buyer " + plan.name() + " cannot listen on port " + wanted, e);
        }
    }

    private void onRequest(HttpServerRequest request) {
        boolean lead = "/lead".equals(request.path());
        if (!lead && !"/bid".equals(request.path())) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(body -> {
            try {
                if (lead) {
                    onLead(request, body);
                } else {
                    onBid(request.response(), body);
                }
            } catch (IOException e) {
                unreadable.increment();
                request.response().setStatusCode(400).end();
            }
        });
    }

    private void onBid(HttpServerResponse response, Buffer body) throws IOException {
        asked.increment();
        Asked request = Asked.read(body.getBytes());
        switch (plan.temper()) {
            case INSTANT, QUICK, SLOW -> after(plan.temper().delayMillis(), () -> bid(response, request));
            case LATE -> after(request.deadlineMillis() * 3 / 2, () -> bid(response, request));
            case FLAKY -> {
                switch (random.nextInt(MOODS)) {
                    case 0 -> response.setStatusCode(500).end();
                    case 1 -> response.reset();
                    default -> after(plan.temper().delayMillis(), () -> bid(response, request));
                }
            }
            case GARBAGE -> nonsense.answer(response);
            case NO_BID -> decline(response, random.nextBoolean());
            case SILENT -> {}
        }
    }

    private void bid(HttpServerResponse response, Asked request) {
        int choice = bids.length == 1 ? 0 : random.nextInt(bids.length);
        if ((long) (plan.lowCents() + choice) * MICROS_PER_CENT < request.floorMicros()) {
            decline(response, false);
            return;
        }
        bidden.increment();
        answer(response, bids[choice]);
    }

    private static void decline(HttpServerResponse response, boolean saysWhy) {
        if (saysWhy) {
            answer(response, DECLINED);
        } else if (!response.closed()) {
            response.setStatusCode(204).end();
        }
    }

    private void onLead(HttpServerRequest request, Buffer body) throws IOException {
        delivered.increment();
        Asked lead = Asked.read(body.getBytes());
        if (lead.leadId().isEmpty() || lead.order().isEmpty()) {
            throw new IOException("a delivery names its lead and its order");
        }
        if (!isSigned(request)) {
            unsigned.increment();
        }
        HttpServerResponse response = request.response();
        switch (plan.temper()) {
            case GARBAGE -> response.setStatusCode(400).end();
            case FLAKY -> takeOrNot(response, lead);
            default -> after(plan.temper().delayMillis(), () -> take(response, lead));
        }
    }

    private void takeOrNot(HttpServerResponse response, Asked lead) {
        Integer before = moods.putIfAbsent(lead.leadId(), 0);
        if (moods.size() > MOODS_REMEMBERED) {
            moods.clear();
        }
        switch (before != null ? MOODS : Math.floorMod(lead.leadId().hashCode(), MOODS)) {
            case 0 -> response.setStatusCode(500).end();
            case 1 -> answer(response, REFUSED);
            case 2 -> {
                keep(lead); // taken, but the exchange cannot know: it has to ask again
                response.reset();
            }
            default -> take(response, lead);
        }
    }

    private void take(HttpServerResponse response, Asked lead) {
        keep(lead);
        answer(response, ACCEPTED);
    }

    private void keep(Asked lead) {
        if (deliveries.take(new Delivery(lead.leadId(), index, lead.order(), lead.priceMicros()))) {
            taken.increment();
        }
    }

    private static boolean isSigned(HttpServerRequest request) {
        String signature = request.getHeader("webhook-signature");
        return request.getHeader("webhook-id") != null
                && request.getHeader("webhook-timestamp") != null
                && signature != null
                && signature.startsWith("v1,");
    }

    private static void answer(HttpServerResponse response, Buffer json) {
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(json);
        }
    }

    private void after(long millis, Runnable then) {
        if (millis <= 0) {
            then.run();
        } else {
            vertx.setTimer(millis, timer -> then.run());
        }
    }
}

package io.gavel.gateway.demo.phone;

import io.gavel.gateway.sip.SipLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Callers: somebody calls as often as the plan says. Some give up while it rings, some withhold their number, some press the wrong
 * key, some were announced by a ping and call what it was answered. On the farm's loop.
 */
final class Callers {
    private static final int TICK_MILLIS = 50;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int SCREENING_MILLIS = 6_000;
    private static final int SHORTEST_LOOK = 200;
    private static final int LONGEST_LOOK = 2_000;

    private final Vertx vertx;
    private final SipLoop loop;
    private final String host;
    private final List<Dial> dials;
    private final CallersPlan plan;
    private final CallPings pings;
    private final Visits visits;
    private final CallerBook book;
    private final SplittableRandom random;
    private final Set<Caller> underWay = new HashSet<>();
    private @Nullable Context home;
    private double owed;
    private boolean calling = true;

    /** {@code host}: of the gateway, with its port. */
    Callers(
            Vertx vertx,
            SipLoop loop,
            String host,
            List<Dial> dials,
            CallersPlan plan,
            CallPings pings,
            Visits visits,
            CallerBook book) {
        this.visits = visits;
        this.vertx = vertx;
        this.loop = loop;
        this.host = host;
        this.dials = dials;
        this.plan = plan;
        this.pings = pings;
        this.book = book;
        this.random = new SplittableRandom(plan.seed());
    }

    void start() {
        home = vertx.getOrCreateContext();
        vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    }

    /** Nobody calls any more. */
    void stop() {
        calling = false;
    }

    /** Everybody hangs up. */
    void hangUp() {
        stop();
        List.copyOf(underWay).forEach(Caller::stop);
    }

    private void tick() {
        owed += calling ? plan.callsPerSecond() * TICK_MILLIS / 1e3 : 0;
        for (; owed >= 1; owed--) {
            if (book.underWay() < plan.atOnce()) {
                somebody();
            } else {
                book.heldBack();
            }
        }
    }

    private void somebody() {
        Dial dial = dials.get(random.nextInt(dials.size()));
        String from = random.nextInt(20) == 0 ? null : Numbers.one(random);
        int cancels = random.nextInt(8) == 0 ? random.nextInt(100, 1_500) : NEVER;
        int talks = random.nextInt(plan.shortestMillis(), plan.longestMillis() + 1);
        char key = random.nextInt(6) == 0 ? '9' : (char) ('1' + random.nextInt(2));
        boolean announced = from != null && !dial.sellerKey().isEmpty() && random.nextInt(3) == 0;
        Caller.Will will = new Caller.Will(from, key, cancels, talks + (dial.screened() ? SCREENING_MILLIS : 0));
        if (!dial.pool().isEmpty()) {
            visit(dial, will);
        } else if (announced && from != null) {
            announce(dial, from, will);
        } else {
            call("sip:" + dial.number() + '@' + host, will);
        }
    }

    /** The seller asks for a price first; its caller comes by the ping's own address, or by the number it was told. */
    private void announce(Dial dial, String from, Caller.Will will) {
        boolean byAddress = random.nextBoolean();
        JsonObject body = new JsonObject()
                .put("campaign", dial.campaign())
                .put("caller_id", from)
                .put("fields", new JsonObject())
                .put("source", "transfer-desk");
        Context context = Objects.requireNonNull(home, "started");
        book.pinged();
        pings.ping(dial.sellerKey(), body)
                .onComplete(answer -> context.runOnContext(now -> {
                    String uri = answer.succeeded() ? uri(answer.result(), byAddress) : null;
                    book.announced(uri != null && calling);
                    if (uri != null && calling) {
                        call(uri, will);
                    }
                }));
    }

    /** A visitor is shown a number; half of them call it, after a while. */
    private void visit(Dial dial, Caller.Will will) {
        boolean calls = random.nextBoolean();
        int looks = random.nextInt(SHORTEST_LOOK, LONGEST_LOOK);
        Context context = Objects.requireNonNull(home, "started");
        book.visits();
        visits.open(Visitor.address(random), Visitor.body(dial.pool(), random))
                .onComplete(answer -> context.runOnContext(now -> {
                    String number = answer.succeeded() ? answer.result().getString("number") : null;
                    boolean isShared = number != null && answer.result().getBoolean("shared", false);
                    book.shown(number != null, isShared);
                    if (number == null || !calls) {
                        book.left();
                        return;
                    }
                    vertx.setTimer(looks, timer -> {
                        book.left();
                        if (calling) {
                            book.called();
                            call("sip:" + number + '@' + host, will);
                        }
                    });
                }));
    }

    private @Nullable String uri(JsonObject answer, boolean byAddress) {
        String address = answer.getString("sip_uri");
        String number = answer.getString("number");
        if (!"accepted".equals(answer.getString("status"))) {
            return null;
        }
        return byAddress || number == null ? address : "sip:" + number + '@' + host;
    }

    private void call(String uri, Caller.Will will) {
        book.placed();
        Phone.open(vertx, Tone.OF_CALLERS, Tone.OF_AGENTS, random.split())
                .onSuccess(phone -> {
                    Caller caller = new Caller(vertx, book, will, phone, underWay::remove);
                    underWay.add(caller);
                    caller.call(loop, uri);
                })
                .onFailure(failure -> {
                    book.lost();
                    book.ended(0);
                });
    }
}

package io.gavel.gateway.demo.day;

import io.gavel.gateway.demo.Temper;
import io.gavel.gateway.market.Bid;
import io.gavel.gateway.market.Deliver;
import io.gavel.gateway.market.OrderInfo;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.Disposition;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutcomeReportedEncoder;
import io.gavel.message.ReturnRequestedEncoder;
import io.gavel.message.SaleState;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Buyers bid, take leads, give some back, and say of some what became of them; each as its temper is. */
final class BuyersDay {
    private static final long MICROS_PER_CENT = 10_000;
    private static final int LOW_CENTS = 300;
    private static final int HIGH_CENTS = 2_400;
    private static final int MOODS = 7;
    private static final List<String> REASONS =
            List.of("wrong number", "not interested", "never filled in a form", "outside our area");
    private static final Disposition[] GOOD = {Disposition.CONTACTED, Disposition.QUALIFIED, Disposition.CONVERTED};
    private static final Disposition[] BAD = {
        Disposition.UNREACHABLE, Disposition.WRONG_PERSON, Disposition.NOT_INTERESTED, Disposition.BAD
    };

    private final World world;
    private final Map<Integer, Temper> tempers;
    private final SplittableRandom random;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BidReceivedEncoder bid = new BidReceivedEncoder();
    private final DeliveryAnsweredEncoder delivered = new DeliveryAnsweredEncoder();
    private final ReturnRequestedEncoder returned = new ReturnRequestedEncoder();
    private final OutcomeReportedEncoder outcome = new OutcomeReportedEncoder();

    /** {@code tempers}: of the buyers by their ports; who is not in it answers at once. */
    BuyersDay(World world, Map<Integer, Temper> tempers) {
        this.world = world;
        this.tempers = Map.copyOf(tempers);
        this.random = world.random().split();
    }

    void asked(BidsWantedDecoder wanted) {
        long pingId = wanted.pingId();
        long floor = wanted.floorMicros();
        for (BidsWantedDecoder.OrdersDecoder order : wanted.orders()) {
            OrderInfo info = world.directory().now().order(order.orderId());
            Bid terms = info == null ? null : info.bid();
            if (terms != null) {
                ask(pingId, order.orderId(), terms, floor, order.timeoutMillis());
            }
        }
    }

    private void ask(long pingId, int orderId, Bid terms, long floor, int timeoutMillis) {
        Temper temper = temper(terms.url());
        int thinks = temper.delayMillis() + random.nextInt(1, 4 + temper.delayMillis() / 4);
        boolean late = temper == Temper.SILENT || temper == Temper.LATE || thinks >= timeoutMillis;
        if (late) {
            answer(pingId, orderId, BidAnswer.LATE, 0, timeoutMillis);
        } else if (temper == Temper.GARBAGE || (temper == Temper.FLAKY && random.nextInt(MOODS) < 2)) {
            answer(pingId, orderId, BidAnswer.ERROR, 0, thinks);
        } else {
            long micros = Math.min(terms.maxMicros(), random.nextInt(LOW_CENTS, HIGH_CENTS + 1) * MICROS_PER_CENT);
            boolean none = temper == Temper.NO_BID || micros < floor;
            answer(pingId, orderId, none ? BidAnswer.NO_BID : BidAnswer.BID, none ? 0 : micros, thinks);
        }
    }

    private void answer(long pingId, int orderId, BidAnswer answer, long micros, int afterMillis) {
        int latency = (int) TimeUnit.MILLISECONDS.toMicros(afterMillis) - random.nextInt(900);
        world.agenda()
                .in(
                        afterMillis,
                        () -> world.line().offer(into -> {
                            bid.wrapAndApplyHeader(into, 0, header)
                                    .pingId(pingId)
                                    .priceMicros(micros)
                                    .orderId(orderId)
                                    .latencyMicros(latency)
                                    .answer(answer)
                                    .billableSeconds(-1)
                                    .reference("")
                                    .destination("");
                            return bid.encodedLength();
                        }));
    }

    void delivered(DeliveryWantedDecoder wanted) {
        OrderInfo info = world.directory().now().order(wanted.orderId());
        Deliver deliver = info == null ? null : info.deliver();
        Temper temper = temper(deliver == null ? null : deliver.url());
        long leadId = wanted.leadId();
        int orderId = wanted.orderId();
        int attempt = wanted.attempt();
        int mood = Math.floorMod(leadId * 31 + orderId, MOODS);
        boolean moody = temper == Temper.FLAKY && attempt == 1;
        DeliveryAnswer answer = temper == Temper.GARBAGE || (moody && mood < 2)
                ? DeliveryAnswer.REFUSED
                : moody && mood == 2 ? DeliveryAnswer.UNKNOWN : DeliveryAnswer.ACCEPTED;
        int thinks = temper.delayMillis() + random.nextInt(2, 30);
        world.figures().boughtMicros += answer == DeliveryAnswer.ACCEPTED ? wanted.priceMicros() : 0;
        world.agenda()
                .in(
                        thinks,
                        () -> world.line().offer(into -> {
                            delivered
                                    .wrapAndApplyHeader(into, 0, header)
                                    .leadId(leadId)
                                    .orderId(orderId)
                                    .attempt(attempt)
                                    .latencyMicros((int) TimeUnit.MILLISECONDS.toMicros(thinks))
                                    .answer(answer)
                                    .reference("")
                                    .reason(answer == DeliveryAnswer.REFUSED ? "not today" : "");
                            return delivered.encodedLength();
                        }));
    }

    /** Some of what was sold comes back, of some is said what became of it; the further down the site, the worse. */
    void sold(LeadAnsweredDecoder lead) {
        if (lead.status() != LeadStatus.SOLD
                || lead.correlationId() == 0
                || lead.flags().test()) {
            return;
        }
        long leadId = lead.leadId();
        int buyerId = 0;
        for (LeadAnsweredDecoder.SalesDecoder sale : lead.sales()) {
            buyerId = sale.state() == SaleState.ACCEPTED ? sale.buyerId() : buyerId;
        }
        String source = lead.source();
        int badness = source.startsWith("site-") ? source.charAt(source.length() - 1) - '0' : 3;
        int buyer = buyerId;
        if (buyer == 0) {
            return;
        }
        if (random.nextInt(100) < badness) {
            later(600, 10_800, () -> giveBack(leadId, buyer));
        } else if (random.nextInt(5) == 0) {
            later(300, 14_400, () -> tell(leadId, buyer, random.nextInt(7) >= badness));
        }
    }

    private void later(int fromSeconds, int toSeconds, Runnable what) {
        long millis = random.nextInt(fromSeconds, toSeconds) * 1_000L;
        if (world.isBeforeTheEnd(millis)) {
            world.agenda().in(millis, what);
        }
    }

    private void giveBack(long leadId, int buyerId) {
        String why = REASONS.get(random.nextInt(REASONS.size()));
        world.line().offer(into -> {
            returned.wrapAndApplyHeader(into, 0, header)
                    .correlationId(0)
                    .leadId(leadId)
                    .buyerId(buyerId)
                    .reason(why);
            return returned.encodedLength();
        });
    }

    private void tell(long leadId, int buyerId, boolean good) {
        Disposition became = good ? GOOD[random.nextInt(GOOD.length)] : BAD[random.nextInt(BAD.length)];
        world.line().offer(into -> {
            outcome.wrapAndApplyHeader(into, 0, header)
                    .correlationId(0)
                    .id(leadId)
                    .buyerId(buyerId)
                    .disposition(became);
            return outcome.encodedLength();
        });
    }

    private Temper temper(@Nullable String url) {
        return url == null
                ? Temper.INSTANT
                : tempers.getOrDefault(URI.create(url).getPort(), Temper.INSTANT);
    }
}

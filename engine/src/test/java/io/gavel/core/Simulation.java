package io.gavel.core;

import io.gavel.message.AccountKind;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.Disposition;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One random life of an exchange: a market that keeps changing, sellers that ping and post rightly and wrongly, buyers that
 * answer, decline, stay silent and answer twice, a network that loses answers, restarts, long pauses. After every message the
 * {@link Auditor} looks at the books. All of it follows from the seed.
 */
final class Simulation {
    /** One message as it was applied. */
    record Input(long micros, UnsafeBuffer message) {}

    private record Event(long micros, long ticket, UnsafeBuffer message) {}

    private record Delivered(long leadId, int orderId) {}

    private static final long UNIT = 1_000_000;
    private static final long MILLI = 1_000;

    final Recorder out = new Recorder();
    final Exchange exchange = new Exchange(out);
    final List<Input> inputs = new ArrayList<>();
    final Auditor auditor = new Auditor();
    final UsageTwin usage = new UsageTwin();
    private final SplittableRandom random;
    private final MarketWorld market;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            java.util.Comparator.comparingLong(Event::micros).thenComparingLong(Event::ticket));
    private final List<PingSpec> pings = new ArrayList<>();
    private final Map<PingSpec, Long> latest = new HashMap<>();
    private final Map<Long, PingSpec> open = new HashMap<>();
    private final List<Long> accepted = new ArrayList<>();
    private final Map<Long, List<Integer>> shown = new HashMap<>();
    private final List<long[]> bought = new ArrayList<>();
    private final Map<Delivered, Boolean> verdicts = new HashMap<>();
    private final Map<Long, Integer> exclusiveTakers = new HashMap<>();
    private final Callers callers;
    private long now = Scene.START;
    private long sequence;
    private long correlation;
    private long ticket;

    Simulation(long seed) {
        random = new SplittableRandom(seed);
        market = new MarketWorld(random, auditor);
        callers = new Callers(this, random, market);
    }

    void run(int steps) {
        market.all(now).forEach(this::give);
        for (int i = 0; i < steps; i++) {
            step();
        }
        settle();
    }

    /** Lets everything come to its end. */
    private void settle() {
        for (int i = 0; i < 5_000 && (exchange.open() > 0 || !events.isEmpty()); i++) {
            long next = events.isEmpty()
                    ? exchange.nextDeadlineMicros()
                    : events.peek().micros();
            now = Math.max(now, Math.min(next, now + 300_000 * MILLI));
            if (events.isEmpty()) {
                give(Inputs.time(false));
            } else {
                give(events.remove().message());
            }
        }
        if (exchange.open() != 0) {
            throw new AssertionError(exchange.open() + " auctions are never over");
        }
        auditor.checkQuiet();
    }

    private void step() {
        if (!events.isEmpty() && random.nextInt(3) > 0) {
            Event event = events.remove();
            now = Math.max(now, event.micros());
            give(event.message());
            return;
        }
        now += random.nextInt(4) == 0 ? 0 : random.nextLong(20 * MILLI);
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3 -> give(market.change(now));
            case 4 -> give(Inputs.time(false));
            case 5 -> jump();
            case 6 -> restart();
            case 7 -> garble();
            case 8, 9 -> sendBack();
            case 10 -> pay();
            case 29 -> money();
            case 11, 12 -> strayBid();
            case 22, 23, 24, 25, 26, 27 -> callers.arrive();
            case 28 -> callers.stray();
            case 13, 14, 15, 16, 17, 18, 19, 20, 21 -> post();
            default -> ping();
        }
    }

    void give(UnsafeBuffer message) {
        inputs.add(new Input(now, message));
        callers.giving(message);
        usage.giving(message, now);
        exchange.apply(++sequence, now, message, 0, message.capacity());
        for (UnsafeBuffer said : out.take()) {
            auditor.hear(said, now);
            usage.hear(said, now);
            hear(said);
        }
        auditor.check(exchange, now);
        usage.check(exchange);
    }

    private void jump() {
        now += random.nextInt(3) == 0 ? random.nextLong(40L * 86_400_000) * MILLI : random.nextLong(7_200_000) * MILLI;
        give(Inputs.time(false));
    }

    /** The edges are new: what was on its way is lost. */
    private void restart() {
        events.clear();
        give(Inputs.time(true));
    }

    private void garble() {
        UnsafeBuffer whole = inputs.get(random.nextInt(inputs.size())).message();
        byte[] bytes = new byte[random.nextInt(Math.max(1, whole.capacity()))];
        whole.getBytes(0, bytes);
        if (bytes.length > 4 && random.nextBoolean()) {
            bytes[2] = (byte) random.nextInt();
        }
        give(new UnsafeBuffer(bytes));
    }

    private void ping() {
        PingSpec spec;
        if (!pings.isEmpty() && random.nextInt(6) == 0) {
            spec = pings.get(pings.size() - 1 - random.nextInt(Math.min(pings.size(), 5)));
        } else {
            spec = fresh();
            pings.add(spec);
        }
        CampaignSpec campaign = market.campaigns.get(spec.campaign - 1);
        spec.correlation(++correlation);
        long due = now + campaign.deadlineMillis * MILLI + (spec.direct ? campaign.postMillis * MILLI : 0);
        // Said before it is given, because the answer may come at once. A repetition waits for the first one's answer.
        due = Math.max(due, latest.merge(spec, due, Math::max));
        auditor.ping(sequence + 1, spec.seller, campaign.maxSales, correlation, due, spec.direct);
        open.put(sequence + 1, spec);
        give(Inputs.ping(spec));
    }

    private PingSpec fresh() {
        PingSpec spec = new PingSpec()
                .seller(1 + random.nextInt(market.sellers))
                .campaign(1 + random.nextInt(market.campaigns.size()))
                .field(Inputs.AGE, 16 + random.nextInt(90))
                .field(Inputs.STATE, random.nextInt(50))
                .floor(random.nextInt(3) == 0 ? random.nextLong(6 * UNIT) : 0)
                .deadline(random.nextInt(2) * (10 + random.nextInt(600)));
        if (random.nextInt(5) > 0) {
            spec.person(Inputs.PHONE, 1 + random.nextInt(MarketWorld.PERSONS));
        }
        if (random.nextInt(3) == 0) {
            spec.sameKey(1 + pings.size());
        }
        if (random.nextInt(3) == 0) {
            spec.requestKey(1_000_000 + pings.size());
        }
        spec.test = random.nextInt(12) == 0;
        spec.all = random.nextInt(8) == 0;
        if (random.nextInt(6) == 0 && !market.sellsCalls(spec.campaign)) {
            spec.direct(900 + pings.size());
        }
        spec.source = "source-" + random.nextInt(5);
        return spec;
    }

    private void post() {
        if (accepted.isEmpty()) {
            return;
        }
        int recent = accepted.size() - 1 - random.nextInt(Math.min(accepted.size(), 4));
        long pingId = accepted.get(random.nextInt(10) == 0 ? random.nextInt(accepted.size()) : recent);
        PingSpec spec = open.get(pingId);
        if (spec == null) {
            return;
        }
        if (market.sellsCalls(spec.campaign)) {
            callers.redeem(pingId, spec);
            return;
        }
        Map<Integer, Long> persons = new HashMap<>(spec.persons);
        PingSpec told = new PingSpec().field(Inputs.ZIP, 90_210);
        told.attributes.addMissing(spec.attributes);
        switch (random.nextInt(12)) {
            case 0 -> told.field(Inputs.AGE, 5);
            case 1 -> persons.put(Inputs.PHONE, 4_711L);
            case 2 -> persons.put(Inputs.EMAIL, (long) random.nextInt(MarketWorld.PERSONS));
            default -> {}
        }
        int[] chosen = {};
        List<Integer> all = shown.getOrDefault(pingId, List.of());
        if (!all.isEmpty() && random.nextInt(3) == 0) {
            chosen = random.ints(1 + random.nextInt(4), 0, all.size())
                    .map(all::get)
                    .toArray();
        }
        if (random.nextInt(30) == 0) {
            chosen = new int[] {9_999};
        }
        auditor.post(++correlation, now + 16_000 * MILLI);
        give(Inputs.post(
                random.nextInt(40) == 0 ? pingId + 1 : pingId,
                random.nextInt(40) == 0 ? spec.seller + 1 : spec.seller,
                correlation,
                random.nextInt(3) == 0 ? 5_000_000 + pingId : 0,
                told.attributes,
                persons,
                chosen));
    }

    private void sendBack() {
        if (!bought.isEmpty()) {
            long[] sale = bought.get(random.nextInt(bought.size()));
            int buyer = random.nextInt(10) == 0 ? 99 : (int) sale[1];
            if (random.nextBoolean()) {
                Disposition said = random.nextBoolean() ? Disposition.CONVERTED : Disposition.FRAUD;
                give(Inputs.outcome(sale[0], random.nextInt(3) == 0 ? 0 : buyer, said, 1));
            } else {
                give(Inputs.returned(sale[0], buyer, 1));
            }
        }
    }

    /** Costs of ads, payouts, decisions on returns. */
    private void money() {
        int day = (int) (now / 86_400_000_000L) - random.nextInt(3);
        switch (random.nextInt(4)) {
            case 0 ->
                give(UsageInputs.payout(
                        random.nextBoolean() ? AccountKind.SELLER : AccountKind.CARRIER,
                        1 + random.nextInt(3),
                        random.nextLong(20 * UNIT) - UNIT,
                        now - random.nextLong(86_400_000 * MILLI)));
            case 1 -> {
                if (!bought.isEmpty()) {
                    long[] sale = bought.get(random.nextInt(bought.size()));
                    give(UsageInputs.decided(sale[0], (int) sale[1], random.nextBoolean()));
                }
            }
            default ->
                give(UsageInputs.cost(
                        1 + random.nextInt(market.campaigns.size()),
                        day,
                        "source-" + random.nextInt(2),
                        random.nextBoolean() ? "" : "shoes",
                        random.nextInt(4) == 0 ? 0 : random.nextLong(90 * UNIT)));
        }
    }

    private void pay() {
        boolean buyer = random.nextInt(3) > 0;
        give(Inputs.paid(
                buyer ? AccountKind.BUYER : AccountKind.SELLER,
                1 + random.nextInt(buyer ? market.buyers : market.sellers),
                random.nextLong(150 * UNIT) - 30 * UNIT,
                random.nextInt(2) * (7_000_000L + random.nextInt(20)),
                1));
    }

    private void strayBid() {
        if (!accepted.isEmpty() || !open.isEmpty()) {
            long pingId = Math.max(1, sequence - random.nextInt(30));
            BidAnswer answer = BidAnswer.get((short) random.nextInt(5));
            give(Inputs.bid(pingId, 1 + random.nextInt(20), answer, random.nextLong() >> random.nextInt(64), "?"));
        }
    }

    long nextSequence() {
        return sequence + 1;
    }

    long nextCorrelation() {
        return ++correlation;
    }

    private void hear(UnsafeBuffer message) {
        callers.hear(message, out.template(message));
        switch (out.template(message)) {
            case BidsWantedDecoder.TEMPLATE_ID -> asked(new BidsWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case DeliveryWantedDecoder.TEMPLATE_ID ->
                delivered(new DeliveryWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case PingAnsweredDecoder.TEMPLATE_ID ->
                answered(new PingAnsweredDecoder().wrapAndApplyHeader(message, 0, header));
            case LeadAnsweredDecoder.TEMPLATE_ID -> {
                LeadAnsweredDecoder lead = new LeadAnsweredDecoder().wrapAndApplyHeader(message, 0, header);
                for (LeadAnsweredDecoder.SalesDecoder sales = lead.sales(); sales.hasNext(); ) {
                    bought.add(new long[] {lead.leadId(), sales.next().buyerId()});
                }
            }
            default -> {}
        }
    }

    private void answered(PingAnsweredDecoder answer) {
        if (answer.reason() != 0 || answer.flags().repeated() || answer.flags().direct()) {
            return;
        }
        accepted.add(answer.pingId());
        List<Integer> ids = new ArrayList<>();
        for (PingAnsweredDecoder.BidsDecoder bids = answer.bids(); bids.hasNext(); ) {
            bids.next();
            if (bids.outcome() == Outcome.WON || bids.outcome() == Outcome.OUTBID) {
                ids.add(bids.orderId());
            }
        }
        shown.put(answer.pingId(), ids);
    }

    private void asked(BidsWantedDecoder wanted) {
        for (BidsWantedDecoder.OrdersDecoder orders = wanted.orders(); orders.hasNext(); ) {
            orders.next();
            if (orders.timeoutMillis() * MILLI > wanted.deadlineMicros() - now) {
                throw new AssertionError("asked beyond the deadline: " + wanted);
            }
            if (random.nextInt(12) == 0) {
                continue;
            }
            long after = random.nextLong((orders.timeoutMillis() + 20) * MILLI);
            boolean late = after > orders.timeoutMillis() * MILLI;
            BidAnswer answer = late ? BidAnswer.LATE : BidAnswer.get((short) Math.max(0, random.nextInt(12) - 7));
            long price = answer == BidAnswer.BID ? random.nextLong(25 * UNIT) : 0;
            int billable = random.nextInt(3) == 0 ? random.nextInt(60) : -1;
            String where = random.nextInt(3) == 0 ? "sip:b" + orders.orderId() + "@192.0.2.1" : "";
            String reference = "b" + orders.orderId();
            later(after, Inputs.bid(wanted.pingId(), orders.orderId(), answer, price, reference, billable, where));
        }
    }

    /** The buyer decides once; the network may lose the lead or the answer; some edges stay silent. */
    private void delivered(DeliveryWantedDecoder wanted) {
        Delivered delivered = new Delivered(wanted.leadId(), wanted.orderId());
        boolean reached = random.nextInt(10) > 0;
        if (reached && !verdicts.containsKey(delivered)) {
            verdicts.put(delivered, random.nextInt(3) > 0);
            if (verdicts.get(delivered)) {
                taken(wanted);
            }
        }
        int fate = random.nextInt(20);
        boolean heard = reached && fate > 2;
        DeliveryAnswer answer = !heard
                ? DeliveryAnswer.UNKNOWN
                : Boolean.TRUE.equals(verdicts.get(delivered)) ? DeliveryAnswer.ACCEPTED : DeliveryAnswer.REFUSED;
        if (fate > 0) {
            UnsafeBuffer message = Inputs.delivered(wanted.leadId(), wanted.orderId(), wanted.attempt(), answer);
            later(random.nextLong(3_000 * MILLI), message);
            if (random.nextInt(8) == 0) {
                later(random.nextLong(6_000 * MILLI), message);
            }
        }
    }

    /** No exclusive lead is ever really taken by two buyers, unless one of them opted out of waiting. */
    private void taken(DeliveryWantedDecoder wanted) {
        OrderSpec order = market.orders.get(wanted.orderId() - 1);
        if (!order.everUnknownNext && auditor.sales(wanted.pingId()) == 1) {
            Integer before = exclusiveTakers.put(wanted.leadId(), wanted.orderId());
            if (before != null) {
                throw new AssertionError("lead " + wanted.leadId() + " went to " + before + " and " + wanted.orderId());
            }
        }
    }

    void later(long afterMicros, UnsafeBuffer message) {
        events.add(new Event(now + afterMicros, ticket++, message));
    }
}

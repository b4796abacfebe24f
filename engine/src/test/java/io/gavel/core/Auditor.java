package io.gavel.core;

import io.gavel.message.AccountKind;
import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.LeadStatus;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ReviewState;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.SaleState;
import io.gavel.message.TransferKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books a second time, from outputs alone, and complains when the exchange breaks a promise: no cap, concurrency or
 * credit exceeded, every ping and post answered once and in time, every delivery ended once, no lead sold too often, accounts
 * equal to the sum of what moved.
 */
final class Auditor {
    private record Award(long pingId, int orderId) {}

    private record Held(CapCount.Unit unit, int orderId, int buyerId, int sellerId) {}

    private record Waiting(long dueMicros, boolean lead, boolean direct) {}

    private static final CampaignSpec UNKNOWN = new CampaignSpec(0);

    private final Recorder recorder = new Recorder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<Award, Held> held = new HashMap<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final Map<Long, Integer> sellers = new HashMap<>();
    private final Map<Long, Integer> most = new HashMap<>();
    private final Map<Long, Set<Integer>> takers = new HashMap<>();
    private final Map<Award, Integer> attempts = new HashMap<>();
    private final Set<Long> appeared = new HashSet<>();
    private final Map<Integer, CapCount> orders = new HashMap<>();
    private final Map<Integer, CapCount> buyers = new HashMap<>();
    private final Map<Integer, CapCount> sellerCaps = new HashMap<>();
    private final Map<Integer, Long> credit = new HashMap<>();
    private final Map<Integer, Long> creditChanged = new HashMap<>();
    private final Map<Integer, Long> buyerHolds = new TreeMap<>();
    private final Map<Integer, Long> buyerBalance = new TreeMap<>();
    private final Map<Integer, Long> sellerBalance = new TreeMap<>();
    final CallAudit calls = new CallAudit();
    private final Map<Award, Held> billed = new HashMap<>();
    /** Calls whose bill is held back. */
    private final Map<Long, Held> reviewed = new HashMap<>();

    private final Map<Long, CampaignSpec> undecidedCalls = new HashMap<>();
    int answered;
    int accepted;
    int sold;
    int returned;
    private long now;

    CapCount order(int id) {
        return orders.computeIfAbsent(id, key -> new CapCount());
    }

    CapCount buyer(int id) {
        return buyers.computeIfAbsent(id, key -> new CapCount());
    }

    CapCount seller(int id) {
        return sellerCaps.computeIfAbsent(id, key -> new CapCount());
    }

    void credit(int buyerId, long micros, long nowMicros) {
        creditChanged.put(buyerId, nowMicros);
        credit.put(buyerId, micros);
    }

    /** A ping that will be answered by then; at most {@code sales} buyers may have its lead. */
    void ping(long pingId, int sellerId, int sales, long correlationId, long dueMicros, boolean direct) {
        sellers.put(pingId, sellerId);
        most.put(pingId, sales);
        waiting.put(correlationId, new Waiting(dueMicros, direct, direct));
    }

    /** A call; so many buyers may ring at once as the campaign says when its auction opens. */
    void call(long callId, int sellerId, CampaignSpec campaign) {
        sellers.put(callId, sellerId);
        undecidedCalls.put(callId, campaign);
    }

    /** The auction of a call opens with the next message. */
    void screened(long callId) {
        CampaignSpec campaign = undecidedCalls.get(callId);
        if (campaign != null) {
            most.putIfAbsent(callId, campaign.maxSales);
        }
    }

    void post(long correlationId, long dueMicros) {
        waiting.put(correlationId, new Waiting(dueMicros, true, false));
    }

    /** To how many buyers the lead of this ping may go. */
    int sales(long pingId) {
        return most.getOrDefault(pingId, 0);
    }

    /** One output of the message that came at this time. */
    void hear(UnsafeBuffer message, long nowMicros) {
        now = nowMicros;
        switch (recorder.template(message)) {
            case PingAnsweredDecoder.TEMPLATE_ID ->
                ping(new PingAnsweredDecoder().wrapAndApplyHeader(message, 0, header));
            case LeadAnsweredDecoder.TEMPLATE_ID ->
                lead(new LeadAnsweredDecoder().wrapAndApplyHeader(message, 0, header));
            case DeliveryWantedDecoder.TEMPLATE_ID ->
                deliver(new DeliveryWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case AwardReleasedDecoder.TEMPLATE_ID ->
                released(new AwardReleasedDecoder().wrapAndApplyHeader(message, 0, header));
            case MoneyMovedDecoder.TEMPLATE_ID -> money(new MoneyMovedDecoder().wrapAndApplyHeader(message, 0, header));
            case CallStartedDecoder.TEMPLATE_ID -> {
                CallStartedDecoder started = new CallStartedDecoder().wrapAndApplyHeader(message, 0, header);
                calls.started(started.callId(), started.pingId());
            }
            case RingWantedDecoder.TEMPLATE_ID -> ring(new RingWantedDecoder().wrapAndApplyHeader(message, 0, header));
            case CallConnectedDecoder.TEMPLATE_ID -> {
                CallConnectedDecoder connected = new CallConnectedDecoder().wrapAndApplyHeader(message, 0, header);
                calls.connected(connected);
                held(new Award(pingOf(connected.callId()), connected.orderId())).unit().answered = true;
            }
            case BidsWantedDecoder.TEMPLATE_ID -> {
                long callId = calls.callOf(new BidsWantedDecoder()
                        .wrapAndApplyHeader(message, 0, header)
                        .pingId());
                if (callId != 0) {
                    undecidedCalls.putIfAbsent(callId, UNKNOWN);
                }
            }
            case ReviewNotedDecoder.TEMPLATE_ID ->
                review(new ReviewNotedDecoder().wrapAndApplyHeader(message, 0, header));
            case CallEndedDecoder.TEMPLATE_ID -> ended(new CallEndedDecoder().wrapAndApplyHeader(message, 0, header));
            default -> {}
        }
    }

    /** After each message: nobody waits too long, and the exchange's accounts are ours. */
    void check(Exchange exchange, long nowMicros) {
        waiting.forEach((correlation, wait) -> {
            if (wait.dueMicros <= nowMicros) {
                throw new AssertionError("no answer to " + correlation + " since " + wait.dueMicros);
            }
        });
        long[] sum = new long[1];
        exchange.accounts((kind, id, balance, holds) -> {
            sum[0] += balance;
            if (kind == AccountKind.BUYER) {
                same("balance of buyer " + id, buyerBalance.getOrDefault(id, 0L), balance);
                long told = buyerHolds.getOrDefault(id, 0L);
                if (told > holds || (told < holds && !undecided())) {
                    throw new AssertionError("buyer " + id + " was told to hold " + told + " and holds " + holds);
                }
            } else if (kind == AccountKind.SELLER) {
                same("balance of seller " + id, sellerBalance.getOrDefault(id, 0L), balance);
            }
        });
        same("sum of all accounts", 0, sum[0]);
    }

    /** When nothing is open any more. */
    void checkQuiet() {
        if (!held.isEmpty() || !waiting.isEmpty() || !attempts.isEmpty() || !billed.isEmpty() || calls.isOpen()) {
            throw new AssertionError("left over: " + held + waiting + attempts + billed);
        }
    }

    /** An auction that sells to several may hold for the first while it still asks the next. */
    private boolean undecided() {
        return !undecidedCalls.isEmpty() || waiting.values().stream().anyMatch(wait -> !wait.lead || wait.direct);
    }

    private void ring(RingWantedDecoder wanted) {
        long pingId = pingOf(wanted.callId());
        Award award = new Award(pingId, wanted.orderId());
        if (!held.containsKey(award)) {
            hold(pingId, wanted.orderId(), wanted.buyerId(), wanted.priceMicros(), now);
        }
        same("price rung", held(award).unit().price, wanted.priceMicros());
        calls.ring(wanted, most.getOrDefault(pingId, 0));
    }

    private void ended(CallEndedDecoder end) {
        undecidedCalls.remove(end.callId());
        int orderId = calls.ended(end);
        Held over = billed.remove(new Award(end.pingId(), orderId));
        if ((over == null) != (orderId == 0)) {
            throw new AssertionError("billed hold of " + end);
        }
        if (over != null) {
            over.unit().open = false;
        }
        held.keySet().forEach(award -> {
            if (calls.isOf(end, award.pingId())) {
                throw new AssertionError("the call ended and holds " + award);
            }
        });
    }

    private long pingOf(long callId) {
        return calls.pingOf(callId);
    }

    private void ping(PingAnsweredDecoder answer) {
        if (answer.flags().call()) {
            undecidedCalls.remove(answer.pingId());
        }
        if (answer.correlationId() != 0) {
            answer(answer.correlationId(), false);
        }
        if (answer.flags().direct()) {
            // The lead's own deadline begins now, which after a long silence is later than it could have been.
            waiting.replaceAll((id, wait) ->
                    wait.direct ? new Waiting(Math.max(wait.dueMicros, now + 16_000_000), true, true) : wait);
        }
        if (answer.flags().repeated() || answer.flags().test() || answer.reason() != 0) {
            return;
        }
        accepted++;
        int winners = 0;
        for (PingAnsweredDecoder.BidsDecoder bids = answer.bids(); bids.hasNext(); ) {
            bids.next();
            if (bids.outcome() == Outcome.WON) {
                winners++;
                // With several winners the first may have been held since any moment of the auction.
                long since = sales(answer.pingId()) > 1 ? answer.receivedMicros() : now;
                hold(answer.pingId(), bids.orderId(), bids.buyerId(), bids.priceMicros(), since);
                boolean free = bids.priceMicros() == 0 && answer.flags().call();
                if ((bids.bidMicros() < answer.floorMicros() && !free) || bids.priceMicros() > bids.bidMicros()) {
                    throw new AssertionError("price of order " + bids.orderId());
                }
            }
        }
        if (winners == 0 || winners > most.getOrDefault(answer.pingId(), 0)) {
            throw new AssertionError(winners + " winners of " + answer.pingId());
        }
    }

    private void lead(LeadAnsweredDecoder answer) {
        if (answer.correlationId() != 0) {
            answer(answer.correlationId(), true);
        }
        Reason reason = Reason.of(answer.reason());
        if (answer.first() == 1) {
            if (!appeared.add(answer.leadId())) {
                throw new AssertionError("lead " + answer.leadId() + " appears twice");
            }
        } else if (answer.leadId() != 0 && !appeared.contains(answer.leadId()) && reason != Reason.ALREADY_POSTED) {
            throw new AssertionError("lead " + answer.leadId() + " comes from nowhere");
        }
        boolean bought = false;
        for (LeadAnsweredDecoder.SalesDecoder sales = answer.sales(); sales.hasNext(); ) {
            sales.next();
            bought |= sales.state() == SaleState.ACCEPTED || sales.state() == SaleState.RETURNED;
        }
        if (bought != (answer.status() == LeadStatus.SOLD)) {
            throw new AssertionError("sold or not? " + answer);
        }
    }

    private void deliver(DeliveryWantedDecoder wanted) {
        Award award = new Award(wanted.pingId(), wanted.orderId());
        int before = attempts.getOrDefault(award, 0);
        same("attempt", before + 1, wanted.attempt());
        attempts.put(award, wanted.attempt());
        if (!held.containsKey(award)) {
            hold(wanted.pingId(), wanted.orderId(), wanted.buyerId(), wanted.priceMicros(), now);
        }
        same("price delivered", held(award).unit().price, wanted.priceMicros());
        take(wanted.leadId(), wanted.pingId(), wanted.orderId());
    }

    private void released(AwardReleasedDecoder released) {
        Award award = new Award(released.pingId(), released.orderId());
        Held gone = held.remove(award);
        if (gone == null) {
            throw new AssertionError("released without hold: " + award);
        }
        gone.unit().open = false;
        gone.unit().released = true;
        add(buyerHolds, gone.buyerId(), -gone.unit().price);
        attempts.remove(award);
        calls.released(released.pingId(), released.orderId());
        Set<Integer> taking = takers.get(released.pingId());
        if (taking != null) {
            taking.remove(released.orderId());
        }
    }

    private void money(MoneyMovedDecoder money) {
        long price = money.priceMicros();
        if (money.kind() == TransferKind.PAYMENT) {
            add(
                    money.buyerId() != 0 ? buyerBalance : sellerBalance,
                    Math.max(money.buyerId(), money.sellerId()),
                    price);
            return;
        }
        if (money.kind() == TransferKind.SALE) {
            sold++;
            Award award = new Award(money.pingId(), money.orderId());
            if (reviewed.containsKey(money.leadId())) {
                approved(money);
                return;
            }
            if (!held.containsKey(award)) {
                hold(money.pingId(), money.orderId(), money.buyerId(), price, now);
            }
            Held paid = held(award);
            held.remove(award);
            attempts.remove(award);
            same("price sold", paid.unit().price, price);
            add(buyerHolds, money.buyerId(), -price);
            if (calls.has(money.leadId())) {
                calls.billed(money.leadId(), money.orderId(), price);
                billed.put(award, paid);
            } else {
                paid.unit().open = false;
                take(money.leadId(), money.pingId(), money.orderId());
            }
        } else {
            returned++;
        }
        add(buyerBalance, money.buyerId(), -price);
        add(sellerBalance, money.sellerId(), money.payoutMicros());
    }

    /** Money that is held is promised until it moves or goes back, whatever becomes of the call. */
    private void review(ReviewNotedDecoder review) {
        if (review.state() == ReviewState.HELD) {
            Award award = new Award(review.pingId(), review.orderId());
            Held waits = held(award);
            held.remove(award);
            same("price held", waits.unit().price, review.priceMicros());
            calls.held(review.callId(), review.orderId());
            billed.put(award, waits);
            reviewed.put(review.callId(), waits);
            return;
        }
        Held decided = reviewed.remove(review.callId());
        if (decided == null) {
            throw new AssertionError("nobody held call " + review.callId());
        }
        if (review.state() == ReviewState.REJECTED) {
            decided.unit().released = true;
            add(buyerHolds, decided.buyerId(), -decided.unit().price);
        }
    }

    /** Of a call that is held, before it is said so. */
    private void approved(MoneyMovedDecoder money) {
        Held waits = reviewed.get(money.leadId());
        long price = money.priceMicros();
        same("price approved", waits == null ? -1 : waits.unit().price, price);
        add(buyerHolds, money.buyerId(), -price);
        add(buyerBalance, money.buyerId(), -price);
        add(sellerBalance, money.sellerId(), money.payoutMicros());
        if (calls.has(money.leadId())) {
            calls.billed(money.leadId(), money.orderId(), price);
        }
    }

    private void hold(long pingId, int orderId, int buyerId, long price, long since) {
        int sellerId = sellers.getOrDefault(pingId, 0);
        CapCount.Unit unit = new CapCount.Unit(since, price);
        if (held.put(new Award(pingId, orderId), new Held(unit, orderId, buyerId, sellerId)) != null) {
            throw new AssertionError("held twice: " + pingId + " by " + orderId);
        }
        add(buyerHolds, buyerId, price);
        order(orderId).add(unit);
        buyer(buyerId).add(unit);
        seller(sellerId).add(unit);
        fail("order " + orderId, order(orderId).broken(now, since));
        fail("buyer " + buyerId, buyer(buyerId).broken(now, since));
        fail("seller " + sellerId, seller(sellerId).broken(now, since));
        long limit = credit.getOrDefault(buyerId, Long.MAX_VALUE);
        long owed = -buyerBalance.getOrDefault(buyerId, 0L) + buyerHolds.getOrDefault(buyerId, 0L);
        boolean changed = since < now && since <= creditChanged.getOrDefault(buyerId, 0L);
        if (limit != Long.MAX_VALUE && owed > limit && !changed) {
            throw new AssertionError("buyer " + buyerId + " owes " + owed + " of " + limit);
        }
    }

    /** Another order has this lead, or is being given it. */
    private void take(long leadId, long pingId, int orderId) {
        Set<Integer> taking = takers.computeIfAbsent(pingId, key -> new HashSet<>());
        taking.add(orderId);
        if (taking.size() > most.getOrDefault(pingId, 0)) {
            throw new AssertionError("lead " + leadId + " is with " + taking);
        }
    }

    private void answer(long correlationId, boolean lead) {
        answered++;
        Waiting waited = waiting.remove(correlationId);
        if (waited == null || waited.lead != lead) {
            throw new AssertionError("answer to nobody, or twice: " + correlationId + " lead " + lead);
        }
    }

    private Held held(Award award) {
        @Nullable Held found = held.get(award);
        if (found == null) {
            throw new AssertionError("not held: " + award);
        }
        return found;
    }

    private static void add(Map<Integer, Long> map, int id, long amount) {
        map.merge(id, amount, Long::sum);
    }

    private static void same(String what, long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError(what + " should be " + expected + " and is " + actual);
        }
    }

    private static void fail(String who, String why) {
        if (!why.isEmpty()) {
            throw new AssertionError(who + ": " + why);
        }
    }
}

package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.BidAnswer;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MethodName;
import io.gavel.message.Outcome;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Each method against its slow twin, which waits for everybody and works on plain lists: over random markets, bids and orders
 * of arrival both award the same orders at the same prices. That proves too that closing early changes nothing.
 */
class MethodTwinTest {
    private static final long UNIT = 1_000_000;
    private static final int MARKETS = 150;
    private static final int PINGS = 25;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void pingPostAwardsTheHighestBidsOfAll() {
        compare(MethodName.PING_POST, false);
    }

    @Test
    void pingPostWithSecondPriceChargesTheBestLosingBid() {
        compare(MethodName.PING_POST, true);
    }

    @Test
    void aWaterfallAwardsTheBestOfTheFirstTierThatTakesIt() {
        compare(MethodName.WATERFALL, false);
    }

    @Test
    void weightedAwardsInSmoothTurns() {
        compare(MethodName.WEIGHTED, false);
    }

    @Test
    void roundRobinAwardsTheLeastRecentlyServed() {
        compare(MethodName.ROUND_ROBIN, false);
    }

    @Test
    void weightsAreExactOverEveryFullCycle() {
        for (int seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scene scene = new Scene().campaign(new CampaignSpec(1).method(MethodName.WEIGHTED));
            int orders = 1 + random.nextInt(8);
            int[] weights = new int[orders + 1];
            int cycle = 0;
            for (int i = 1; i <= orders; i++) {
                weights[i] = 1 + random.nextInt(9);
                cycle += weights[i];
                scene.orders(new OrderSpec(i).weight(weights[i]));
            }
            for (int round = 0; round < 3; round++) {
                int[] served = new int[orders + 1];
                for (int i = 0; i < cycle; i++) {
                    scene.ping(new PingSpec());
                    served[winners(scene.out.take()).get(0).orderId()]++;
                }
                for (int i = 1; i <= orders; i++) {
                    assertEquals(weights[i], served[i], "seed " + seed + " order " + i);
                }
            }
        }
    }

    private void compare(MethodName method, boolean second) {
        int awarded = 0;
        int early = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CampaignSpec campaign = new CampaignSpec(1)
                    .method(method)
                    .maxSales(random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1)
                    .floor((long) random.nextInt(2) * random.nextInt(10) * UNIT);
            if (second) {
                campaign.secondPrice();
            }
            Scene scene = new Scene().campaign(campaign);
            MethodTwin twin = new MethodTwin(campaign, second);
            // Few prices, so that there are many ties.
            int prices = 2 + random.nextInt(12);
            for (int buyer = 1; buyer <= 3; buyer++) {
                long credit = random.nextInt(2) == 0 ? Long.MAX_VALUE : random.nextInt(150) * UNIT;
                scene.give(Inputs.buyer(buyer, credit, true, 0));
                twin.credit.put(buyer, credit);
            }
            for (int i = 1; i <= 1 + random.nextInt(25); i++) {
                OrderSpec order = new OrderSpec(i)
                        .buyer(1 + random.nextInt(3))
                        .price((1 + random.nextInt(prices)) * UNIT)
                        .priority(random.nextInt(4))
                        .weight(1 + random.nextInt(4));
                if (random.nextInt(2) == 0) {
                    order.asks(random.nextInt(3) == 0 ? Long.MAX_VALUE : (1 + random.nextInt(prices)) * UNIT);
                }
                scene.orders(order);
                twin.orders.add(order);
            }
            for (int i = 0; i < PINGS; i++) {
                Map<Integer, Long> bids = bids(random, twin, prices);
                long floor = random.nextInt(3) == 0 ? random.nextInt(8) * UNIT : 0;
                List<MethodTwin.Won> expected = twin.decide(bids, floor);
                boolean[] closedEarly = new boolean[1];
                List<MethodTwin.Won> actual = play(scene, random, bids, floor, closedEarly);
                assertEquals(expected, actual, "seed " + seed + " ping " + i + " of " + method + " " + bids);
                awarded += actual.size();
                early += closedEarly[0] ? 1 : 0;
            }
        }
        assertTrue(awarded > MARKETS, awarded + " awards");
        assertTrue(
                early > 0 || method == MethodName.WEIGHTED || method == MethodName.ROUND_ROBIN,
                early + " closed early");
    }

    /** What each order would answer if it were asked: a bid within its promise, or 0 for none. */
    private static Map<Integer, Long> bids(SplittableRandom random, MethodTwin twin, int prices) {
        Map<Integer, Long> bids = new HashMap<>();
        for (OrderSpec order : twin.orders) {
            if (order.asks) {
                long most = Math.min(order.max, prices * UNIT) / UNIT;
                bids.put(order.id, random.nextInt(4) == 0 ? 0 : (1 + random.nextLong(most)) * UNIT);
            }
        }
        return bids;
    }

    /** Pings, and lets those who are asked answer in any order; those who are not heard before the close come too late. */
    private List<MethodTwin.Won> play(
            Scene scene, SplittableRandom random, Map<Integer, Long> bids, long floor, boolean[] early) {
        long ping = scene.ping(new PingSpec().floor(floor));
        List<Integer> out = new ArrayList<>();
        while (true) {
            for (UnsafeBuffer message : scene.out.take()) {
                if (scene.out.template(message) == PingAnsweredDecoder.TEMPLATE_ID) {
                    early[0] = !out.isEmpty();
                    for (int orderId : out) {
                        scene.bid(ping, orderId, bids.getOrDefault(orderId, 0L));
                    }
                    assertEquals(List.of(), scene.said(), "what comes late changes nothing");
                    return winners(List.of(message));
                }
                if (scene.out.template(message) == BidsWantedDecoder.TEMPLATE_ID) {
                    BidsWantedDecoder wanted = new BidsWantedDecoder().wrapAndApplyHeader(message, 0, header);
                    for (BidsWantedDecoder.OrdersDecoder orders = wanted.orders(); orders.hasNext(); ) {
                        out.add(orders.next().orderId());
                    }
                }
            }
            int orderId = out.remove(random.nextInt(out.size()));
            long price = bids.getOrDefault(orderId, 0L);
            if (price > 0) {
                scene.bid(ping, orderId, price);
            } else {
                scene.bid(ping, orderId, BidAnswer.NO_BID);
            }
        }
    }

    private List<MethodTwin.Won> winners(List<UnsafeBuffer> messages) {
        List<MethodTwin.Won> winners = new ArrayList<>();
        for (UnsafeBuffer message : messages) {
            if (header.wrap(message, 0).templateId() != PingAnsweredDecoder.TEMPLATE_ID) {
                continue;
            }
            PingAnsweredDecoder answer = new PingAnsweredDecoder().wrapAndApplyHeader(message, 0, header);
            for (PingAnsweredDecoder.BidsDecoder group = answer.bids(); group.hasNext(); ) {
                group.next();
                if (group.outcome() == Outcome.WON) {
                    winners.add(new MethodTwin.Won(group.orderId(), group.priceMicros()));
                }
            }
            assertEquals(winners.isEmpty(), answer.reason() != Reason.NONE.code());
        }
        return winners;
    }
}

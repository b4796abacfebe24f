package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.market.Rule.Lead;
import io.gavel.message.Attributes;
import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.Period;
import io.gavel.message.Reason;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Does random things to a market, asks it random pings, and compares every answer with the slow way. */
final class RandomMarket {
    private final long seed;
    private final Chance chance;
    final TestMarket t = new TestMarket();
    private final TreeMap<Integer, Rule> rules = new TreeMap<>();
    private final List<long[]> holds = new ArrayList<>();
    private final int population;
    private final int prices;
    private long found;

    RandomMarket(long seed) {
        this.seed = seed;
        chance = new Chance(seed, new int[] {3, 10, 60, 400}[(int) (seed % 4)]);
        population = new int[] {5, 60, 300, 1_000, 6_000}[(int) (seed % 5)];
        prices = seed % 3 == 0 ? 3 : 1_000;
        t.vertical(Chance.TYPES);
        t.campaign(seed % 3 == 1 ? MethodName.WATERFALL : MethodName.PING_POST, 5);
        t.seller(1);
        for (int buyer = 1; buyer <= 4; buyer++) {
            buyer(buyer);
        }
        for (int n = population; n > 0; n--) {
            order();
        }
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            change();
            if (chance.once(2)) {
                compare(step);
            }
        }
    }

    /** How many orders were found eligible, all pings together: a test of nothing finds none. */
    long found() {
        return found;
    }

    /** Goes on with a new market, which {@code restore} fills. */
    void restart(java.util.function.Consumer<Market> restore) {
        restore.accept(t.restart());
    }

    private void change() {
        int id = 1 + chance.below(population);
        switch (chance.below(12)) {
            case 0, 1, 2, 3 -> order();
            case 4 -> t.delete(EntityKind.ORDER, id);
            case 5 -> hold(id);
            case 6 -> let();
            case 7 -> t.market.served(id, chance.below(1_000_000));
            case 8 -> t.advance(t.now + chance.below(1_000_000) * 5_000L);
            case 9 -> t.market.afford(1 + chance.below(4), chance.below(2_000), t.now);
            case 10 -> rarely();
            default -> deleteSome(id);
        }
    }

    private void rarely() {
        if (chance.once(10)) {
            buyer(1 + chance.below(4));
        }
        if (chance.once(10)) {
            t.campaign(
                    chance.oneOf(
                            MethodName.WATERFALL, MethodName.WEIGHTED, MethodName.ROUND_ROBIN, MethodName.PING_POST),
                    chance.below(20));
        }
        if (chance.once(30)) {
            t.delete(EntityKind.BUYER, 1 + chance.below(4));
        }
    }

    private void deleteSome(int from) {
        if (chance.once(20)) {
            for (int id = from; id < from + population / 3; id++) {
                t.delete(EntityKind.ORDER, id);
            }
        }
    }

    private void buyer(int id) {
        List<CapSpec> caps = new ArrayList<>();
        if (chance.once(3)) {
            caps.add(CapSpec.amount(chance.below(5_000), Period.DAY));
        }
        if (chance.once(4)) {
            caps.add(CapSpec.concurrent(chance.below(10)));
        }
        ZoneId zone = ZoneId.of(chance.once(2) ? "America/New_York" : "America/Los_Angeles");
        t.buyer(id, chance.once(2) ? Long.MAX_VALUE : 1_000, !chance.once(10), zone, caps.toArray(CapSpec[]::new));
    }

    private void order() {
        OrderSpec order = new OrderSpec(1 + chance.below(population));
        Rule rule = chance.once(5) ? chance.rule(5) : chance.plainRule();
        rules.put(order.id, rule);
        order.filter(Rule.bytes(rule)).price(1 + chance.below(prices)).asks(chance.once(3));
        order.buyerId = 1 + chance.below(4);
        order.priority = chance.below(4);
        order.enabled = !chance.once(8);
        if (chance.once(3)) {
            order.hours(60 * chance.below(100), 6_000 + 60 * chance.below(60));
        }
        if (chance.once(3)) {
            order.cap(CapSpec.count(
                    chance.below(3), chance.oneOf(Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL)));
        }
        if (chance.once(8)) {
            order.cap(CapSpec.concurrent(chance.below(2)));
        }
        t.put(order);
    }

    private void hold(int id) {
        Order order = t.market.order(id);
        if (order != null) {
            long price = 1L + chance.below(prices);
            if (t.market.reserve(id, 1, price, t.now) == Reason.NONE) {
                holds.add(new long[] {id, price, t.now});
            }
        }
    }

    private void let() {
        if (holds.isEmpty()) {
            return;
        }
        long[] hold = holds.remove(chance.below(holds.size()));
        if (chance.once(2)) {
            t.market.commit((int) hold[0], 1, hold[1], hold[2], t.now);
        } else {
            t.market.release((int) hold[0], 1, hold[1], hold[2], t.now);
        }
    }

    private void compare(int step) {
        Lead lead = chance.lead();
        Attributes attributes = lead.attributes();
        String where = "seed " + seed + " step " + step;
        List<Order> all = new ArrayList<>();
        rules.forEach((id, rule) -> {
            Order order = t.order(id);
            if (!order.deleted() && order.active() && rule.takes(lead)) {
                all.add(order);
            }
        });
        all.sort(RANK);
        found += all.size();
        assertEquals(idsOf(all), t.eligible(attributes), where);

        int limit = 1 + chance.below(12);
        t.market.eligibleFixed(t.campaign(), attributes, limit, t.list);
        assertEquals(first(all, false, limit), TestMarket.ids(t.list), where);
        t.market.eligibleAsked(t.campaign(), attributes, limit, t.list);
        assertEquals(first(all, true, limit), TestMarket.ids(t.list), where);
        if (t.campaign().waterfall()) {
            compareTiers(all, attributes, where);
        }
    }

    private void compareTiers(List<Order> all, Attributes attributes, String where) {
        long above = Long.MIN_VALUE;
        for (int tier = 0; tier < 4; tier++) {
            int priority = tier;
            List<Order> expected =
                    all.stream().filter(o -> o.priority() == priority).toList();
            if (!expected.isEmpty()) {
                assertTrue(t.market.nextTier(t.campaign(), attributes, above, t.list), where);
                assertEquals(idsOf(expected), TestMarket.ids(t.list), where);
                above = priority;
            }
        }
        assertFalse(t.market.nextTier(t.campaign(), attributes, above, t.list), where);
    }

    static final Comparator<Order> RANK = Comparator.comparingLong(Order::rankMicros)
            .reversed()
            .thenComparingLong(Order::lastServed)
            .thenComparingInt(Order::id);

    static List<Integer> scan(TestMarket t, Attributes attributes) {
        List<Order> found = new ArrayList<>();
        SortedOrders orders = t.campaign().orders;
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i).active() && orders.get(i).filter.matches(attributes)) {
                found.add(orders.get(i));
            }
        }
        found.sort(RANK);
        return idsOf(found);
    }

    private static List<Integer> first(List<Order> all, boolean asking, int limit) {
        return idsOf(all.stream().filter(o -> o.asks() == asking).limit(limit).toList());
    }

    private static List<Integer> idsOf(List<Order> orders) {
        return orders.stream().map(Order::id).toList();
    }
}

package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.CapKind;
import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.Period;
import io.gavel.message.Reason;
import io.gavel.message.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Awards are holds: nothing is taken beyond a cap, and what is released comes back. The twin recounts a list of events. */
class HoldsTest {
    private static final long HOUR = 3_600_000_000L;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 25));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void capsAgreeWithARecountOfEverythingThatHappened(long seed) {
        new Twin(seed).run(500);
    }

    @Test
    void aHoldOfYesterdayGivesNothingBackToday() {
        TestMarket t = market(CapSpec.count(1, Period.DAY));
        long monday = t.now;
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, monday));
        t.advance(monday + 24 * HOUR);
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));

        t.market.release(1, 1, 5, monday, t.now);

        assertEquals(Standing.CAPPED, t.order(1).standing());
        assertEquals(Reason.CAPS_REACHED, t.market.reserve(1, 1, 5, t.now));
    }

    @Test
    void changingAnOrderKeepsWhatItsCapsHaveTaken() {
        TestMarket t = market(CapSpec.count(2, Period.DAY));
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));

        t.put(new OrderSpec(1).price(9).cap(CapSpec.count(1, Period.DAY)).cap(CapSpec.count(5, Period.HOUR)));
        assertEquals(Standing.CAPPED, t.order(1).standing());

        t.put(new OrderSpec(1).price(9).cap(CapSpec.count(3, Period.DAY)));
        assertEquals(0, t.order(1).standing());
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));
        assertEquals(Reason.CAPS_REACHED, t.market.reserve(1, 1, 5, t.now));
    }

    @Test
    void aNewConcurrencyCapCountsWhatIsOpenAlready() {
        TestMarket t = market();
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));

        t.put(new OrderSpec(1).cap(CapSpec.concurrent(1)));

        assertEquals(Standing.CAPPED, t.order(1).standing());
        t.market.commit(1, 1, 5, t.now, t.now);
        assertEquals(0, t.order(1).standing());
    }

    @Test
    void awardsOfADeletedOrderStillCountAndStillComeBack() {
        TestMarket t = market();
        t.buyer(1, Long.MAX_VALUE, true, ZoneOffset.UTC, CapSpec.concurrent(2));
        t.put(new OrderSpec(2));
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));
        assertEquals(Reason.NONE, t.market.reserve(2, 1, 5, t.now));
        t.delete(EntityKind.ORDER, 1);
        assertEquals(Standing.BUYER_CAPPED, t.order(2).standing());
        assertEquals(Reason.CAPS_REACHED, t.market.reserve(1, 1, 5, t.now), "a deleted order takes nothing new");

        t.market.release(1, 1, 5, t.now, t.now);

        assertEquals(0, t.order(2).standing());
    }

    @Test
    void aSellersCapsAreInUtc() {
        TestMarket t = market();
        t.seller(1, CapSpec.count(1, Period.DAY));
        t.advance(TestMarket.micros("2026-01-05T23:59:59Z"));
        assertTrue(t.market.isOpen(Objects.requireNonNull(t.market.seller(1)), t.now));
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));
        assertEquals(Reason.CAPS_REACHED, t.market.reserve(1, 1, 5, t.now));

        t.advance(TestMarket.micros("2026-01-06T00:00:00Z"));

        assertTrue(t.market.isOpen(Objects.requireNonNull(t.market.seller(1)), t.now));
        assertEquals(Reason.NONE, t.market.reserve(1, 1, 5, t.now));
    }

    @Test
    void creditIsCutFromTheDearestOrdersDown() {
        TestMarket t = market();
        t.put(new OrderSpec(2).price(5));
        t.put(new OrderSpec(3).price(10));
        t.put(new OrderSpec(4).price(99).asks(true));
        t.campaign(MethodName.PING_POST, 7);
        t.said.clear();

        t.market.afford(1, 7, t.now);
        assertEquals(List.of(16, 0, 16, 0), standings(t));
        assertEquals(List.of("order 1 standing 16 cap -1", "order 3 standing 16 cap -1"), sorted(t.said));
        t.market.afford(1, 6, t.now);
        assertEquals(List.of(16, 0, 16, 16), standings(t));
        t.market.afford(1, 10, t.now);
        assertEquals(List.of(16, 0, 0, 0), standings(t));
        t.market.afford(1, Long.MAX_VALUE, t.now);
        assertEquals(List.of(0, 0, 0, 0), standings(t));
    }

    @Test
    void changesAreSaid() {
        TestMarket t = market(CapSpec.count(9, Period.DAY), CapSpec.count(1, Period.HOUR));
        t.said.clear();

        t.market.reserve(1, 1, 5, t.now);
        t.advance(t.now + HOUR);
        t.put(new OrderSpec(1).price(2));
        t.delete(EntityKind.ORDER, 1);
        t.delete(EntityKind.ORDER, 77);

        assertEquals(
                List.of(
                        "order 1 standing 4 cap 1",
                        "order 1 standing 0 cap -1",
                        "ORDER 1 put as order-1 for 7 version 4",
                        "ORDER 1 deleted as order-1 for 7 version 5",
                        "order 1 standing 32 cap -1",
                        "ORDER 77 deleted as  for 7 version 6"),
                t.said);
    }

    private static TestMarket market(CapSpec... caps) {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneOffset.UTC);
        OrderSpec order = new OrderSpec(1).price(1_000);
        List.of(caps).forEach(order::cap);
        t.put(order);
        return t;
    }

    private static List<Integer> standings(TestMarket t) {
        return LongStream.rangeClosed(1, 4)
                .mapToObj(id -> t.order((int) id).standing())
                .toList();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    /** Random awards, and for each question the answer from all awards ever. */
    private static final class Twin {
        private static final int ORDERS = 5;
        private static final int BUYERS = 2;
        private static final int SELLERS = 2;

        /** One award: who, how much, when, and whether it is still open or was given back. */
        private static final class Award {
            final int order;
            final int seller;
            final long price;
            final long at;
            boolean open = true;
            boolean released;

            Award(int order, int seller, long price, long at) {
                this.order = order;
                this.seller = seller;
                this.price = price;
                this.at = at;
            }
        }

        /** A cap and since which award it counts. */
        private record Counted(CapSpec cap, int since) {}

        private final long seed;
        private final Chance chance;
        private final TestMarket t = new TestMarket();
        private final ZoneId zone;
        private final List<Award> awards = new ArrayList<>();
        private final List<List<Counted>> orderCaps = lists(ORDERS);
        private final List<List<Counted>> buyerCaps = lists(BUYERS);
        private final List<List<Counted>> sellerCaps = lists(SELLERS);
        private final long[] prices = new long[ORDERS + 1];

        Twin(long seed) {
            this.seed = seed;
            chance = new Chance(seed, 10);
            zone = ZoneId.of(chance.oneOf("America/New_York", "Asia/Kolkata", "America/Los_Angeles"));
            t.now = TestMarket.micros(chance.oneOf("2026-03-06T20:00:00Z", "2026-10-30T20:00:00Z"));
            t.campaign(MethodName.PING_POST, 0);
            for (int id = 1; id <= SELLERS; id++) {
                seller(id);
            }
            for (int id = 1; id <= BUYERS; id++) {
                buyer(id);
            }
            for (int id = 1; id <= ORDERS; id++) {
                order(id);
            }
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                t.advance(
                        t.now + 1 + (chance.once(3) ? chance.below(5 * 3_600) * 1_000_000L : chance.below(60_000_000)));
                switch (chance.below(8)) {
                    case 0 -> commit();
                    case 1, 2 -> release();
                    case 3 -> put();
                    default -> reserve(step);
                }
                check(step);
            }
        }

        private void reserve(int step) {
            int order = 1 + chance.below(ORDERS);
            int seller = 1 + chance.below(SELLERS);
            long price = chance.once(2) ? prices[order] : 1 + chance.below(100);
            boolean room = room(orderCaps.get(order), price, a -> a.order == order, zone)
                    && room(buyerCaps.get(buyerOf(order)), price, a -> buyerOf(a.order) == buyerOf(order), zone)
                    && room(sellerCaps.get(seller), price, a -> a.seller == seller, ZoneOffset.UTC);

            Reason reason = t.market.reserve(order, seller, price, t.now);

            assertEquals(room ? Reason.NONE : Reason.CAPS_REACHED, reason, "seed " + seed + " step " + step);
            if (room) {
                awards.add(new Award(order, seller, price, t.now));
            }
        }

        private void commit() {
            for (Award award : awards) {
                if (award.open && chance.once(2)) {
                    award.open = false;
                    t.market.commit(award.order, award.seller, award.price, award.at, t.now);
                    return;
                }
            }
        }

        private void release() {
            for (int i = awards.size() - 1; i >= 0; i--) {
                Award award = awards.get(i);
                if (award.open && chance.once(2)) {
                    award.open = false;
                    award.released = true;
                    t.market.release(award.order, award.seller, award.price, award.at, t.now);
                    return;
                }
            }
        }

        private void put() {
            if (chance.once(6)) {
                buyer(1 + chance.below(BUYERS));
            } else if (chance.once(6)) {
                seller(1 + chance.below(SELLERS));
            } else if (chance.once(3)) {
                order(1 + chance.below(ORDERS));
            }
        }

        private void order(int id) {
            OrderSpec order = new OrderSpec(id).price(1 + chance.below(60));
            order.buyerId = buyerOf(id);
            prices[id] = order.priceMicros;
            order.caps = caps(8, orderCaps.get(id));
            t.put(order);
        }

        private void buyer(int id) {
            t.buyer(id, Long.MAX_VALUE, true, zone, caps(20, buyerCaps.get(id)).toArray(CapSpec[]::new));
        }

        private void seller(int id) {
            t.seller(id, caps(40, sellerCaps.get(id)).toArray(CapSpec[]::new));
        }

        /** New caps; one that was there before, in kind and period, counts on. */
        private List<CapSpec> caps(int size, List<Counted> counted) {
            List<Counted> old = new ArrayList<>(counted);
            counted.clear();
            List<CapSpec> caps = new ArrayList<>();
            for (CapKind kind : List.of(CapKind.COUNT, CapKind.AMOUNT, CapKind.CONCURRENT)) {
                for (Period period : List.of(Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.TOTAL)) {
                    boolean possible = kind != CapKind.CONCURRENT || period == Period.TOTAL;
                    if (!possible || !chance.once(6)) {
                        continue;
                    }
                    long limit = (long) chance.below(size) * (kind == CapKind.AMOUNT ? 50 : 1);
                    CapSpec cap = new CapSpec(kind, period, kind == CapKind.CONCURRENT ? limit / 2 : limit);
                    caps.add(cap);
                    int since = old.stream()
                            .filter(o -> o.cap.kind() == kind && o.cap.period() == period)
                            .mapToInt(Counted::since)
                            .findFirst()
                            .orElse(awards.size());
                    counted.add(new Counted(cap, since));
                }
            }
            return caps;
        }

        private void check(int step) {
            for (int id = 1; id <= ORDERS; id++) {
                int order = id;
                int bits = room(orderCaps.get(id), prices[id], a -> a.order == order, zone) ? 0 : Standing.CAPPED;
                int buyer = buyerOf(id);
                bits |= room(buyerCaps.get(buyer), prices[id], a -> buyerOf(a.order) == buyer, zone)
                        ? 0
                        : Standing.BUYER_CAPPED;
                assertEquals(bits, t.order(id).standing(), "order " + id + " seed " + seed + " step " + step);
            }
        }

        private boolean room(
                List<Counted> caps, long price, java.util.function.Predicate<Award> whose, ZoneId capZone) {
            for (Counted counted : caps) {
                long taken = 0;
                for (int i = 0; i < awards.size(); i++) {
                    Award award = awards.get(i);
                    if (whose.test(award)) {
                        taken += units(counted, award, i, capZone);
                    }
                }
                if (taken + (counted.cap.kind() == CapKind.AMOUNT ? price : 1) > counted.cap.limit()) {
                    return false;
                }
            }
            return true;
        }

        private long units(Counted counted, Award award, int index, ZoneId capZone) {
            CapSpec cap = counted.cap;
            if (cap.kind() == CapKind.CONCURRENT) {
                return award.open ? 1 : 0;
            }
            boolean counts = !award.released
                    && index >= counted.since
                    && period(cap.period(), award.at, capZone).equals(period(cap.period(), t.now, capZone));
            return !counts ? 0 : cap.kind() == CapKind.AMOUNT ? award.price : 1;
        }

        private static String period(Period period, long micros, ZoneId capZone) {
            return ZoneTest.name(
                    period, Instant.ofEpochSecond(micros / 1_000_000).atZone(capZone));
        }

        private static int buyerOf(int order) {
            return 1 + order % BUYERS;
        }

        private static <T> List<List<T>> lists(int size) {
            List<List<T>> lists = new ArrayList<>();
            for (int i = 0; i <= size; i++) {
                lists.add(new ArrayList<>());
            }
            return lists;
        }
    }
}

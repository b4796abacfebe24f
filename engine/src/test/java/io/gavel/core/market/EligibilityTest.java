package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.Attributes;
import io.gavel.message.MethodName;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The index against a plain scan of all orders, over random markets. A failure names its seed. */
class EligibilityTest {
    /** Long runs: {@code -Dseeds=1000}. */
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("seeds", 15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theIndexFindsWhatAPlainScanFinds(long seed) {
        RandomMarket market = new RandomMarket(seed);

        market.run(500);

        assertTrue(market.found() > 100, "only " + market.found() + " were ever eligible");
    }

    @Test
    void aFieldWithMoreBoundsThanTheIndexKeepsIsVerified() {
        TestMarket t = new TestMarket();
        t.vertical(Chance.TYPES);
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneId.of("UTC"));
        for (int i = 1; i <= 2_000; i++) {
            Rule rule = range(5, i * 10L, i * 10L + 14);
            t.put(new OrderSpec(i).price(i).filter(Rule.bytes(rule)));
        }

        assertEquals(List.of(1500, 1499), t.eligible(new Attributes().set(5, 15_003)));
        assertEquals(List.of(7), t.eligible(new Attributes().set(5, 75)).subList(0, 1));
    }

    @Test
    void longListsOfZipsAreFoundWhetherIndexedOrNot() {
        TestMarket t = new TestMarket();
        t.vertical(Chance.TYPES);
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneId.of("UTC"));
        for (int i = 1; i <= 300; i++) {
            long[] zips = new long[i % 3 == 0 ? 6_000 : 20];
            for (int z = 0; z < zips.length; z++) {
                zips[z] = 10_000 + (i * 7L + z * 3L) % 30_000;
            }
            t.put(new OrderSpec(i).price(1_000 - i).filter(Rule.bytes(in(3, zips))));
        }

        for (long zip = 10_000; zip < 10_500; zip++) {
            Attributes attributes = new Attributes().set(3, zip);
            assertEquals(RandomMarket.scan(t, attributes), t.eligible(attributes), "zip " + zip);
        }
    }

    @Test
    void equalPricesAreRankedByWhoWasServedLongestAgo() {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneId.of("UTC"));
        for (int id = 1; id <= 500; id++) {
            t.put(new OrderSpec(id));
        }
        for (int id = 1; id <= 500; id++) {
            t.market.served(id, 10_000 - id);
        }

        t.market.eligibleFixed(t.campaign(), new Attributes(), 3, t.list);

        assertEquals(List.of(500, 499, 498), TestMarket.ids(t.list));
    }

    @Test
    void aNewPriceTakesEffectAtTheNextPing() {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneId.of("UTC"));
        for (int id = 1; id <= 1_000; id++) {
            t.put(new OrderSpec(id).price(id));
        }
        t.put(new OrderSpec(17).price(5_000));

        t.market.eligibleFixed(t.campaign(), new Attributes(), 2, t.list);

        assertEquals(List.of(17, 1_000), TestMarket.ids(t.list));
    }

    static Rule range(int field, long low, long high) {
        return new Rule.OfValue(field, v -> low <= v && v <= high, out -> out.between(field, low, high));
    }

    static Rule in(int field, long... values) {
        return new Rule.OfValue(field, v -> false, out -> out.in(field, values));
    }
}

package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.market.Rule.Lead;
import io.gavel.message.Attributes;
import io.gavel.message.FilterCode;
import io.gavel.message.FilterWriter;
import io.gavel.message.MethodName;
import io.gavel.message.Standing;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What filters mean. */
class FilterTest {
    private static final int AGE = 1;
    private static final int TEXT = 4;

    @Test
    void randomFiltersJudgeAsTheirTreesDo() {
        for (long seed = 0; seed < 150; seed++) {
            Chance chance = new Chance(seed, 4);
            Rule rule = chance.rule(6);
            Filter filter = compile(Rule.bytes(rule));
            assertNotNull(filter, "seed " + seed);
            for (int i = 0; i < 40; i++) {
                Lead lead = chance.lead();
                Attributes attributes = lead.attributes();
                assertEquals(rule.takes(lead), filter.matches(attributes), "seed " + seed + " lead " + i);
                boolean satisfied = satisfies(filter, attributes);
                assertTrue(satisfied || !filter.matches(attributes), "constraints are necessary, seed " + seed);
                assertTrue(!filter.exact() || satisfied == filter.matches(attributes), "and exact, seed " + seed);
            }
        }
    }

    @Test
    void noBytesTakeEverything() {
        assertTrue(parsed(new byte[0]).matches(new Attributes()));
        assertTrue(parsed(new FilterWriter().all(0).toBytes()).matches(new Attributes()));
        assertFalse(parsed(new FilterWriter().any(0).toBytes()).matches(new Attributes()));
    }

    @Test
    void aPredicateOnAMissingFieldIsFalse() {
        Attributes none = new Attributes();

        assertFalse(parsed(new FilterWriter().is(AGE, 30).toBytes()).matches(none));
        assertFalse(parsed(new FilterWriter().isNot(AGE, 30).toBytes()).matches(none));
        assertFalse(parsed(new FilterWriter().notIn(AGE).toBytes()).matches(none));
        assertFalse(
                parsed(new FilterWriter().textStartsWith(TEXT, "").toBytes()).matches(none));
        assertTrue(parsed(new FilterWriter().exists(AGE, false).toBytes()).matches(none));
        assertTrue(parsed(new FilterWriter().not().is(AGE, 30).toBytes()).matches(none));
    }

    @Test
    void theEndsOfNumbersBelong() {
        Attributes least = new Attributes().set(AGE, Long.MIN_VALUE);
        Attributes most = new Attributes().set(AGE, Long.MAX_VALUE);

        assertTrue(parsed(new FilterWriter().atLeast(AGE, Long.MAX_VALUE).toBytes())
                .matches(most));
        assertFalse(parsed(new FilterWriter().lessThan(AGE, Long.MIN_VALUE).toBytes())
                .matches(least));
        assertTrue(parsed(new FilterWriter().lessThan(AGE, Long.MAX_VALUE).toBytes())
                .matches(least));
        assertTrue(
                parsed(new FilterWriter().notIn(AGE, Long.MIN_VALUE).toBytes()).matches(most));
    }

    @Test
    void filtersNestAsDeepAsAnyoneWrites() {
        FilterWriter writer = new FilterWriter();
        for (int i = 0; i < FilterCode.MAX_DEPTH; i++) {
            writer.not();
        }

        assertTrue(parsed(writer.is(AGE, 1).toBytes()).matches(new Attributes().set(AGE, 1)));
    }

    @Test
    void bytesThatAreNoFilterAreRefused() {
        byte[] good = new FilterWriter()
                .all(2)
                .in(AGE, 1, 2, 3)
                .textIn(TEXT, "a", "bc")
                .toBytes();
        for (int length = 1; length < good.length; length++) {
            assertNull(compile(Arrays.copyOf(good, length)), "cut to " + length);
        }
        assertNull(compile(Arrays.copyOf(good, good.length + 1)), "followed by another byte");
        assertNull(compile(new byte[] {99}), "unknown code");
        assertNull(compile(new byte[] {FilterCode.IN, 0, -1, -1, -1, -1}), "four billion values");
        assertNull(compile(new byte[] {FilterCode.ALL, -1, -1, -1, 127}), "two billion parts");
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) FilterCode.NOT);
        assertNull(compile(deep), "too deep");
        assertNull(compile(new byte[FilterCode.MAX_BYTES + 1]), "too long");
    }

    @Test
    void anOrderWhoseFilterMakesNoSenseIsDisabled() {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(1, Long.MAX_VALUE, true, ZoneOffset.UTC);

        t.put(new OrderSpec(1).filter(new byte[] {FilterCode.NOT}));

        assertEquals(Standing.DISABLED, t.order(1).standing());
        assertEquals(List.of(), t.eligible(new Attributes()));

        t.put(new OrderSpec(1).filter(new byte[0]));

        assertEquals(List.of(1), t.eligible(new Attributes()));
    }

    @Test
    void theWriterCountsTheParts() {
        assertThrows(
                IllegalStateException.class,
                () -> new FilterWriter().all(2).is(AGE, 1).toBytes());
        assertThrows(
                IllegalStateException.class, () -> new FilterWriter().is(AGE, 1).is(AGE, 2));
        assertThrows(IllegalArgumentException.class, () -> new FilterWriter().is(256, 1));
        assertEquals(0, new FilterWriter().toBytes().length);
    }

    private static boolean satisfies(Filter filter, Attributes attributes) {
        return filter.constraints().stream()
                .allMatch(
                        c -> attributes.has(c.field) ? Ranges.contain(c.ranges, attributes.value(c.field)) : c.missing);
    }

    private static Filter parsed(byte[] bytes) {
        Filter filter = compile(bytes);
        assertNotNull(filter);
        return filter;
    }

    private static @Nullable Filter compile(byte[] bytes) {
        return Filter.compile(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}

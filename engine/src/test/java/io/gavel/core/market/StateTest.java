package io.gavel.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.EntityKind;
import io.gavel.message.MethodName;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A market that was written and read again goes on as if nothing had happened. */
class StateTest {
    static LongStream seeds() {
        return LongStream.range(100, 100 + Long.getLong("seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRestoredMarketBehavesAsTheOneThatWasWritten(long seed) {
        RandomMarket one = new RandomMarket(seed);
        RandomMarket other = new RandomMarket(seed);
        for (int round = 0; round < 6; round++) {
            one.run(60);
            other.run(60);
            List<Object> state = state(one.t.market);
            assertEquals(state, state(other.t.market), "the same history writes the same state, seed " + seed);

            other.restart(market -> market.readState(new Recorded(state)));

            assertEquals(state, state(other.t.market), "what was read is what was written, seed " + seed);
            assertEquals(one.t.said, other.t.said, "and both said the same, seed " + seed);
        }
    }

    @Test
    void documentsAreShownByKindAndId() {
        TestMarket t = new TestMarket();
        t.campaign(MethodName.PING_POST, 0);
        t.buyer(2, 0, true, ZoneOffset.UTC);
        t.put(new OrderSpec(9));
        t.put(new OrderSpec(3));
        t.seller(1);
        t.delete(EntityKind.ORDER, 9);
        List<String> shown = new ArrayList<>();

        t.market.documents((kind, id, version, deleted, key, document, offset, length) -> {
            byte[] bytes = new byte[length];
            document.getBytes(offset, bytes);
            shown.add(kind + " " + id + " " + version + (deleted ? " deleted " : " ") + key + " "
                    + new String(bytes, StandardCharsets.UTF_8));
        });

        assertEquals(
                List.of(
                        "SELLER 1 5 seller-1 ",
                        "CAMPAIGN 1 1 campaign-1 ",
                        "BUYER 2 2 buyer-2 ",
                        "ORDER 3 4 order-3 {}",
                        "ORDER 9 6 deleted order-9 {}"),
                shown);
    }

    private static List<Object> state(Market market) {
        List<Object> state = new ArrayList<>();
        market.writeState(new StateWriter() {
            @Override
            public void putLong(long value) {
                state.add(value);
            }

            @Override
            public void putBytes(DirectBuffer buffer, int offset, int length) {
                byte[] bytes = new byte[length];
                buffer.getBytes(offset, bytes);
                state.add(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        });
        return state;
    }

    private static final class Recorded implements StateReader {
        private final ArrayDeque<Object> rest;

        Recorded(List<Object> state) {
            rest = new ArrayDeque<>(state);
        }

        @Override
        public long getLong() {
            return (Long) rest.remove();
        }

        @Override
        public int getBytes(MutableDirectBuffer target) {
            byte[] bytes = ((String) rest.remove()).getBytes(StandardCharsets.ISO_8859_1);
            target.putBytes(0, bytes);
            return bytes.length;
        }
    }
}

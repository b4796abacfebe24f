package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The whole of the rules under random markets and random inputs, by seeds. A failure names its seed; {@code -Dseed=N} tries
 * one, {@code -Dseeds=N} tries many.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("seeds", 30);
    private static final int STEPS = 1_500;

    @Test
    void noPromiseIsBrokenWhateverHappens() {
        long only = Long.getLong("seed", -1);
        int sold = 0;
        int returned = 0;
        int connections = 0;
        int bookings = 0;
        int held = 0;
        for (long seed = only < 0 ? 1 : only; seed <= (only < 0 ? SEEDS : only); seed++) {
            Simulation simulation = new Simulation(seed);
            try {
                simulation.run(STEPS);
                replayed(simulation);
                restored(simulation, new SplittableRandom(seed).nextInt(simulation.inputs.size()));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + " after " + simulation.inputs.size() + " messages", broken);
            }
            sold += simulation.auditor.sold;
            returned += simulation.auditor.returned;
            connections += simulation.auditor.calls.connections;
            bookings += simulation.usage.bookings;
            held += simulation.auditor.calls.held;
        }
        assertTrue(bookings > 10 * SEEDS || only >= 0, bookings + " bookings of telephony");
        assertTrue(held > 0 || only >= 0, held + " calls held for review");
        assertTrue(connections > SEEDS || only >= 0, connections + " calls connected");
        assertTrue((sold > SEEDS && returned > 0) || only >= 0, sold + " sold, " + returned + " returned");
    }

    /** The same inputs again: the same outputs, byte by byte, and the same state. */
    private static void replayed(Simulation live) {
        Recorder out = new Recorder();
        Exchange exchange = new Exchange(out);
        apply(exchange, live.inputs, 0);
        same(live, exchange, out);
    }

    /** A snapshot somewhere on the way and the inputs after it: the same again. */
    private static void restored(Simulation live, int cut) {
        Recorder out = new Recorder();
        Exchange before = new Exchange(out);
        apply(before, live.inputs.subList(0, cut), 0);
        Bytes snapshot = Bytes.of(before);
        Recorder tail = new Recorder();
        tail.hash(out.hash());
        Exchange after = new Exchange(tail);
        after.readState(snapshot);
        assertArrayEquals(
                snapshot.all(), Bytes.of(after).all(), "the state that was read is the state that was written");
        apply(after, live.inputs.subList(cut, live.inputs.size()), cut);
        same(live, after, tail);
    }

    private static void apply(Exchange exchange, List<Simulation.Input> inputs, long sequence) {
        long next = sequence;
        for (Simulation.Input input : inputs) {
            exchange.apply(
                    ++next, input.micros(), input.message(), 0, input.message().capacity());
        }
    }

    private static void same(Simulation live, Exchange exchange, Recorder out) {
        assertEquals(live.out.hash(), out.hash(), "outputs");
        assertArrayEquals(Bytes.of(live.exchange).all(), Bytes.of(exchange).all(), "state");
    }
}

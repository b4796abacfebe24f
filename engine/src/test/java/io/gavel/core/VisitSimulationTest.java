package io.gavel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.VisitInputs.PoolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Random lives of pools: put, changed, deleted, numbers that move; visitors that come, stay, come back, and call; all against
 * the {@link VisitTwin}, message by message. A failure names its seed; {@code -Dseed=N} tries one.
 */
class VisitSimulationTest {
    private static final int SEEDS = Integer.getInteger("seeds", 40);
    private static final int STEPS = 1_500;
    private static final long SECOND = 1_000_000;

    private record Given(long micros, UnsafeBuffer message) {}

    private final Recorder out = new Recorder();
    private Exchange exchange = new Exchange(out);
    private VisitTwin twin = new VisitTwin();
    private List<Given> given = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom();
    private long now;
    private int exact;
    private int late;
    private int shared;
    private int repeated;

    @Test
    void theRulesAndTheirTwinSayTheSame() {
        long only = Long.getLong("seed", -1);
        for (long seed = only < 0 ? 1 : only; seed <= (only < 0 ? SEEDS : only); seed++) {
            try {
                life(seed);
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + " after " + given.size() + " messages", broken);
            }
        }
        assertTrue(
                only >= 0 || (exact > 500 && late > 500 && shared > 100 && repeated > 100),
                exact + " exact, " + late + " late, " + shared + " shared, " + repeated + " of known callers");
    }

    private void life(long seed) {
        random = new SplittableRandom(seed);
        exchange = new Exchange(out);
        twin = new VisitTwin();
        given = new ArrayList<>();
        now = Scene.START;
        out.take();
        out.hash(1);
        for (int i = 0; i < STEPS; i++) {
            now += 1
                    + (random.nextInt(300) == 0 ? random.nextLong(40L * 86_400 * SECOND) : random.nextLong(8 * SECOND));
            step();
            twin.check();
        }
        again(exchange, out.hash());
    }

    private void step() {
        int pool = 1 + random.nextInt(3);
        switch (random.nextInt(30)) {
            case 0 -> {
                PoolSpec spec = spec(pool);
                twin.put(spec, now);
                give(VisitInputs.pool(spec), "");
            }
            case 1 -> {
                if (random.nextInt(5) == 0) {
                    twin.delete(pool, now);
                    give(VisitInputs.deleted(pool), "");
                }
            }
            case 2 -> {
                twin.pass(now);
                give(Inputs.time(random.nextInt(5) == 0), "");
            }
            case 3, 4, 5, 6, 7 -> {
                long visit = 1L + random.nextInt(given.size() + 2);
                String expected = twin.touch(visit, now);
                give(VisitInputs.touched(visit), expected);
            }
            case 8, 9, 10, 11, 12 -> call();
            default -> {
                long visitor = 1L + random.nextInt(30);
                long address = random.nextInt(4);
                int area = random.nextInt(3) == 0 ? 415 : random.nextInt(2) * 212;
                String expected = twin.open(given.size() + 1, pool, visitor, address, area, now);
                give(
                        VisitInputs.opened(
                                pool, visitor, address, area, random.nextBoolean(), "source-" + random.nextInt(4)),
                        expected);
            }
        }
    }

    private void call() {
        long dialled = random.nextInt(4) == 0 ? overflow(1 + random.nextInt(3)) : number(random.nextInt(16));
        long caller = random.nextInt(12);
        String expected = twin.call(dialled, caller, now);
        exact += expected.startsWith("EXACT") ? 1 : 0;
        late += expected.startsWith("LATE") ? 1 : 0;
        shared += expected.startsWith("SHARED") ? 1 : 0;
        repeated += expected.startsWith("REPEAT") ? 1 : 0;
        give(VisitInputs.call(new PingSpec(), dialled, caller, random.nextBoolean()), expected);
    }

    private void give(UnsafeBuffer message, String expected) {
        given.add(new Given(now, message));
        exchange.apply(given.size(), now, message, 0, message.capacity());
        List<Long> ended = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (UnsafeBuffer output : out.take()) {
            String line = VisitLines.of(output);
            if (line.startsWith("ended ")) {
                ended.add(Long.parseLong(line.substring(6)));
            } else if (!line.isEmpty()) {
                said.add(line);
            }
        }
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected), said);
        assertEquals(
                twin.ended.stream().sorted().toList(), ended.stream().sorted().toList());
        twin.ended.clear();
    }

    /** Replayed, and restored from a snapshot on the way: the same outputs and the same state. */
    private void again(Exchange live, long hash) {
        int cut = random.nextInt(given.size());
        Recorder heard = new Recorder();
        Exchange replayed = new Exchange(heard);
        apply(replayed, 0, cut);
        Bytes snapshot = Bytes.of(replayed);
        Recorder tail = new Recorder();
        tail.hash(heard.hash());
        Exchange restored = new Exchange(tail);
        restored.readState(snapshot);
        assertArrayEquals(snapshot.all(), Bytes.of(restored).all(), "what was read is what was written");
        apply(replayed, cut, given.size());
        apply(restored, cut, given.size());
        assertEquals(hash, heard.hash(), "replay");
        assertEquals(hash, tail.hash(), "snapshot and tail");
        assertArrayEquals(Bytes.of(live).all(), Bytes.of(replayed).all(), "state of the replay");
        assertArrayEquals(Bytes.of(live).all(), Bytes.of(restored).all(), "state of snapshot and tail");
    }

    private void apply(Exchange to, int from, int until) {
        for (int i = from; i < until; i++) {
            UnsafeBuffer message = given.get(i).message();
            to.apply(i + 1, given.get(i).micros(), message, 0, message.capacity());
        }
    }

    private PoolSpec spec(int id) {
        List<Long> numbers = new ArrayList<>();
        List<Long> retiring = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            // Mostly its own third of the numbers, now and then somebody else's.
            if (i % 3 == id - 1 ? random.nextInt(6) > 0 : random.nextInt(14) == 0) {
                (random.nextInt(6) == 0 ? retiring : numbers).add(number(i));
            }
        }
        return new PoolSpec(
                id,
                10 + random.nextInt(60),
                random.nextInt(3) * 10,
                random.nextInt(4) * 600,
                60 + random.nextInt(600),
                random.nextInt(3) * 2,
                random.nextInt(10) > 0,
                random.nextInt(8) == 0 ? 0 : overflow(id),
                numbers,
                retiring);
    }

    private static long number(int i) {
        return (i % 2 == 0 ? 1_415_555_0000L : 1_800_555_0000L) + i;
    }

    private static long overflow(int pool) {
        return 1_888_555_0000L + pool;
    }
}

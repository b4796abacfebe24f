package io.gavel.core.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimersTest {
    private record Deadline(long micros, int order, int kind) {}

    @Test
    void deadlinesFireInTheirOrderAndEqualOnesAsTheyWereSet() {
        for (int seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Timers timers = new Timers();
            List<Deadline> twin = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 2_000; i++) {
                long deadline = now + random.nextInt(3) * 10L + (random.nextInt(5) == 0 ? random.nextInt(500) : 20);
                int kind = 1 + random.nextInt(5);
                timers.schedule(deadline, kind, i);
                twin.add(new Deadline(deadline, i, kind));
                now += random.nextInt(20);
                if (random.nextInt(3) == 0) {
                    fire(timers, twin, now);
                }
            }
            fire(timers, twin, Long.MAX_VALUE - 1);
            assertEquals(List.of(), twin);
            assertEquals(Long.MAX_VALUE, timers.nextMicros());
            assertEquals(0, timers.size());
        }
    }

    private static void fire(Timers timers, List<Deadline> twin, long now) {
        twin.sort(Comparator.comparingLong(Deadline::micros).thenComparingInt(Deadline::order));
        while (!twin.isEmpty() && twin.get(0).micros() <= now) {
            Deadline first = twin.remove(0);
            assertEquals(first.micros(), timers.nextMicros());
            assertTrue(timers.poll(now));
            assertEquals(first, new Deadline(timers.deadlineMicros(), (int) timers.id(), timers.kind()));
        }
        assertFalse(timers.poll(now));
    }
}

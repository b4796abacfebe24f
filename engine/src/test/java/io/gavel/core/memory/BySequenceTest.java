package io.gavel.core.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BySequenceTest {

    @Test
    void itHasWhatAnyMapHas() {
        for (int seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BySequence map = new BySequence();
            Map<Long, Long> twin = new HashMap<>();
            int spread = 1 + random.nextInt(50);
            long newest = 1L << random.nextInt(40);
            for (int i = 0; i < 20_000; i++) {
                newest += 1 + random.nextInt(spread);
                long number = random.nextLong(1L << 40);
                assertEquals(twin.getOrDefault(newest, BySequence.NONE), map.put(newest, number));
                twin.put(newest, number);
                long old = Math.max(1, newest - random.nextLong(spread * 300L));
                assertEquals(twin.getOrDefault(old, BySequence.NONE), map.get(old));
                if (random.nextInt(3) > 0) {
                    map.remove(old);
                    twin.remove(old);
                }
                if (random.nextInt(10) == 0 && twin.containsKey(old)) {
                    assertEquals(twin.put(old, 7L), map.put(old, 7));
                }
            }
            assertEquals(twin.size(), map.size());
            assertArrayEquals(
                    twin.keySet().stream().mapToLong(key -> key).sorted().toArray(), map.sorted());
            twin.forEach((sequence, number) -> assertEquals(number, map.get(sequence)));
        }
    }

    @Test
    void noMessageHasTheSequenceNought() {
        BySequence map = new BySequence();
        map.put(1, 5);
        map.remove(0);

        assertEquals(BySequence.NONE, map.get(0));
        assertEquals(1, map.size());
    }
}

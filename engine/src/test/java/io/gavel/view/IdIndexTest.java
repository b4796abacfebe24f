package io.gavel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdIndexTest {
    private static final int RECORD = 16;
    private static final int CAPACITY = 100;
    private static final long SOME_IDS = 150;

    @TempDir
    private Path folder;

    @Test
    void itFindsWhatTheRingHoldsAndNothingElse() {
        Ring ring = Ring.open(folder.resolve("a.ring"), RECORD, CAPACITY);
        IdIndex index = new IdIndex(ring);
        Map<Long, Long> twin = new HashMap<>();
        ArrayDeque<Long> inOrder = new ArrayDeque<>();
        Random random = new Random(3);
        for (int step = 0; step < 20_000; step++) {
            if (ring.isFull()) {
                twin.remove(inOrder.removeFirst());
                ring.dropOldest();
            }
            long id = random.nextLong(SOME_IDS);
            if (!twin.containsKey(id)) {
                int at = ring.next();
                ring.buffer().putLong(at, id);
                ring.buffer().putLong(at + 8, step);
                twin.put(id, ring.head());
                inOrder.addLast(id);
                ring.commit();
                index.add(id, ring.head() - 1);
            }
            if (random.nextInt(500) == 0 && !ring.isEmpty()) {
                cut(ring, inOrder, twin, random.nextInt((int) (ring.head() - ring.tail())));
                index.read();
            }
            assertAgree(twin, step % 50 == 0 ? new IdIndex(ring) : index, random.nextLong(SOME_IDS));
        }
    }

    private static void cut(Ring ring, ArrayDeque<Long> inOrder, Map<Long, Long> twin, int newest) {
        for (int i = 0; i < newest; i++) {
            twin.remove(inOrder.removeLast());
        }
        ring.cut(ring.buffer().getLong(ring.at(ring.head() - 1 - newest) + 8) + 1, 8);
    }

    private static void assertAgree(Map<Long, Long> twin, IdIndex index, long someId) {
        assertEquals(twin.getOrDefault(someId, -1L), index.find(someId));
    }
}

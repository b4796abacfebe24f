package io.gavel.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.core.Bytes;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final int WIDTH = 3;

    @Test
    void recordsKeepTheirNumbersAndCellsWhileMemoryComesAndGoes() {
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            History history = new History(WIDTH);
            ArrayDeque<Long> twin = new ArrayDeque<>();
            int most = 1 + random.nextInt(5_000);
            for (int i = 0; i < 20_000; i++) {
                if (twin.size() < most && random.nextInt(3) > 0) {
                    long record = history.append();
                    assertEquals(0, history.get(record, 0) | history.get(record, 1) | history.get(record, 2));
                    history.set(record, 1, record * 7);
                    twin.addLast(record);
                } else if (!twin.isEmpty()) {
                    assertEquals(twin.removeFirst(), history.start());
                    history.forget();
                }
                most = random.nextInt(2_000) == 0 ? 1 + random.nextInt(5_000) : most;
                history = random.nextInt(5_000) == 0 ? restored(history) : history;
            }
            assertEquals(twin.size(), history.size());
            for (long record : twin) {
                assertEquals(record * 7, history.get(record, 1));
            }
        }
    }

    /** Doubling kept what a rush had taken for ever. */
    @Test
    void whatWasForgottenIsGivenBack() {
        History history = new History(WIDTH);
        for (int i = 0; i < 100_000; i++) {
            history.append();
        }
        long full = history.footprint();
        assertTrue(full < 101_000L * WIDTH * Long.BYTES, "no more than is there: " + full);

        while (history.size() > 10) {
            history.forget();
        }

        assertTrue(history.footprint() < full / 100, "left: " + history.footprint());
    }

    private static History restored(History history) {
        Bytes state = new Bytes();
        history.writeState(state);
        History restored = new History(WIDTH);
        restored.readState(state);
        return restored;
    }
}

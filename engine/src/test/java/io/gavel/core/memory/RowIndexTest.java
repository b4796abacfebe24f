package io.gavel.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.Coding;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are found as a plain map would find them, also where many hashes are the same. */
class RowIndexTest {
    private final Map<Integer, Long> keys = new HashMap<>();

    private RowIndex index(int hashes) {
        return new RowIndex() {
            @Override
            protected int hash(long key) {
                return (int) (Coding.mix(key) % hashes);
            }

            @Override
            protected boolean has(int row, long key) {
                return Objects.requireNonNull(keys.get(row)) == key;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 10, Integer.MAX_VALUE})
    void itFindsWhatAMapFinds(int hashes) {
        SplittableRandom random = new SplittableRandom(hashes);
        RowIndex index = index(hashes);
        TreeMap<Long, Integer> twin = new TreeMap<>();
        int rows = 0;
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextLong(hashes < 10 ? 60 : 3_000);
            Integer row = twin.get(key);
            assertEquals(row == null ? RowIndex.NONE : row, index.find(key), "of " + hashes + " hashes, step " + i);
            if (row == null) {
                keys.put(rows, key);
                index.add(key, rows);
                twin.put(key, rows++);
            } else if (random.nextBoolean()) {
                index.remove(key);
                keys.remove(row);
                twin.remove(key);
            }
            assertEquals(twin.size(), index.size());
        }
        twin.forEach((key, row) -> assertEquals(row, index.find(key)));
    }

    @Test
    void whatIsNotThereIsTakenOutInVain() {
        RowIndex index = index(Integer.MAX_VALUE);
        keys.put(3, 30L);
        index.add(30, 3);
        index.remove(31);
        assertEquals(3, index.find(30));
        assertEquals(1, index.size());
    }
}

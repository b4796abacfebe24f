package io.gavel.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CubeTest {
    private static final long MINUTE = 60_000_000L;

    @TempDir
    Path folder;

    private final LongAdder coarsened = new LongAdder();

    @Test
    void olderTimeGetsCoarserButNoAmountIsLost() {
        Random random = new Random(3);
        try (Cube cube = new Cube(folder.resolve("pnl.log"), 500, 10, coarsened)) {
            long time = Told.START;
            long[] expected = new long[Rows.COLUMNS];
            for (int i = 1; i < 20_000; i++) {
                time += random.nextInt(1_200_000_000);
                long amount = random.nextInt() * 1_000L;
                cube.begins(Stamp.of(i, 0), time);
                int source = cube.source("s" + random.nextInt(30));
                cube.add(1, 2, 3, source, PnlColumn.REVENUE, amount);
                cube.add(1, 2, 3, source, PnlColumn.SOLD, 1);
                expected[PnlColumn.REVENUE.place()] += amount;
                expected[PnlColumn.SOLD.place()]++;
            }
            assertArrayEquals(expected, sum(cube));
            assertTrue(coarsened.sum() > 0);
        }
        try (Cube cube = new Cube(folder.resolve("pnl.log"), 500, 10, coarsened)) {
            assertEquals(19_999, sum(cube)[PnlColumn.SOLD.place()]);
        }
    }

    @Test
    void aTornEndIsCutAndHeardAgain() throws IOException {
        Path file = folder.resolve("pnl.log");
        try (Cube cube = new Cube(file, 500, 10, coarsened)) {
            for (int i = 1; i <= 10; i++) {
                sell(cube, i);
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        try (Cube cube = new Cube(file, 500, 10, coarsened)) {
            assertEquals(9, sum(cube)[PnlColumn.SOLD.place()]);
            for (int i = 1; i <= 10; i++) {
                sell(cube, i);
            }
            assertEquals(10, sum(cube)[PnlColumn.SOLD.place()]);
        }
    }

    private static void sell(Cube cube, int sequence) {
        if (cube.begins(Stamp.of(sequence, 0), Told.START + sequence * MINUTE)) {
            cube.add(1, 1, 1, cube.source("s"), PnlColumn.SOLD, 1);
        }
    }

    private static long[] sum(Cube cube) {
        long[] sum = new long[Rows.COLUMNS];
        cube.read(0, Long.MAX_VALUE, (minute, seller, campaign, buyer, source, values) -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        });
        return sum;
    }
}

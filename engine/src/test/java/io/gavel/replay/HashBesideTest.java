package io.gavel.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gavel.core.StateHash;
import io.gavel.message.StateWriter;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HashBesideTest {
    private static final int IN_BLOCK = 8 << 10;

    @Test
    void theHashIsThatOfOneThread() {
        for (int numbers :
                new int[] {0, 1, IN_BLOCK - 1, IN_BLOCK, IN_BLOCK + 1, 4 * IN_BLOCK, 5 * IN_BLOCK, 500_000}) {
            StateHash expected = new StateHash();
            write(expected, numbers);
            try (HashBeside hash = new HashBeside()) {
                write(hash, numbers);
                assertEquals(expected.value(), hash.value(), numbers + " numbers");
            }
        }
    }

    @Test
    void itsThreadEndsAlsoIfAStateCannotBeWritten() throws InterruptedException {
        assertThrows(IllegalStateException.class, () -> {
            try (HashBeside hash = new HashBeside()) {
                write(hash, 100_000);
                throw new IllegalStateException("half a state");
            }
        });
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("state-hash")) {
                thread.join();
            }
        }
    }

    private static void write(StateWriter out, int numbers) {
        Random random = new Random(numbers);
        UnsafeBuffer bytes = new UnsafeBuffer(new byte[100]);
        for (int i = 0; i < numbers; ) {
            if (random.nextInt(10) == 0) {
                random.nextBytes(bytes.byteArray());
                int length = Math.min(random.nextInt(100), Math.max(0, (numbers - i - 2) * 8));
                out.putBytes(bytes, 0, length);
                i += 2 + length / 8;
            } else {
                out.putLong(random.nextLong());
                i++;
            }
        }
    }
}

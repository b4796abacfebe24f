package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames by a clock that the test holds. */
class PacerTest {
    private static final long FRAME = Pacer.FRAME_NANOS;

    private final Pacer pacer = new Pacer();

    @Test
    void oneFrameEachTwentyMilliseconds() {
        pacer.start(1_000);
        for (int i = 0; i < 100; i++) {
            assertEquals(1, pacer.due(1_000 + i * FRAME));
            assertEquals(0, pacer.due(1_000 + i * FRAME + FRAME / 2));
        }
    }

    @Test
    void lateTicksCatchUpButNeverBurst() {
        pacer.start(0);
        assertEquals(1, pacer.due(0));
        assertEquals(3, pacer.due(3 * FRAME));
        assertEquals(0, pacer.skipped());
        assertEquals(3, pacer.due(10 * FRAME));
        assertEquals(4, pacer.skipped());
        assertEquals(1, pacer.due(11 * FRAME));
        assertEquals(0, pacer.skipped());
    }

    @Test
    void sentAndSkippedTogetherAreTheTimeThatPassed() {
        for (int seed = 1; seed < 100; seed++) {
            Random random = new Random(seed);
            long now = random.nextLong() / 4;
            long start = now;
            pacer.start(now);
            long frames = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(random.nextInt(20) == 0 ? 200_000_000 : 25_000_000);
                int due = pacer.due(now);
                assertTrue(due <= 3, "seed " + seed);
                frames += due + pacer.skipped();
                assertEquals((now - start) / FRAME + 1, frames, "seed " + seed);
            }
        }
    }
}

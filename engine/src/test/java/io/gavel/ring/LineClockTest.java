package io.gavel.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineClockTest {
    private static final long START = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private final SetClock machine = new SetClock();
    private final LineClock clock = new LineClock(machine, 0);

    @Test
    void itGoesWithTheWallClockButInFinerSteps() {
        machine.pass(1_234);
        assertEquals(START + 1_234, clock.nowMicros());
        machine.pass(1);
        assertEquals(START + 1_235, clock.nowMicros());
    }

    @Test
    void aJumpForwardIsFollowed() {
        machine.set(3_600 * SECOND);
        machine.pass(10);
        assertEquals((START + 3_600 * SECOND + 10) / 1_000 * 1_000, clock.nowMicros());
        assertEquals(0, clock.aheadMicros());
    }

    @Test
    void afterAJumpBackTimeGoesOnAtHalfSpeedUntilTheWallHasCaughtUp() {
        clock.nowMicros();
        machine.set(-10 * SECOND);
        assertEquals(START, clock.nowMicros());
        machine.pass(4 * SECOND);
        assertEquals(START + 2 * SECOND, clock.nowMicros());
        assertEquals(8 * SECOND, clock.aheadMicros());
        machine.pass(16 * SECOND);
        assertEquals(START + 10 * SECOND, clock.nowMicros());
        machine.pass(SECOND);
        assertEquals(START + 11 * SECOND, clock.nowMicros());
        assertEquals(0, clock.aheadMicros());
    }

    @Test
    void evenWhenAskedAllTheTimeItGoesOnAtHalfSpeed() {
        clock.nowMicros();
        machine.set(-10 * SECOND);
        for (int i = 0; i < 1_000; i++) {
            machine.pass(1);
            clock.nowMicros();
        }
        assertEquals(START + 500, clock.nowMicros());
    }

    @Test
    void aStartAfterTheWallWasSetBackGoesOnFromTheLastMessage() {
        LineClock restarted = new LineClock(machine, START + 60 * SECOND);
        assertEquals(START + 60 * SECOND, restarted.nowMicros());
        machine.pass(2 * SECOND);
        assertEquals(START + 61 * SECOND, restarted.nowMicros());
    }

    @Test
    void itNeverGoesBackAndNeverStandsHoweverTheWallIsSet() {
        Random random = new Random(42);
        long last = clock.nowMicros();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(20) == 0) {
                machine.set(random.nextLong(-100 * SECOND, 100 * SECOND));
            }
            long passed = random.nextLong(5 * SECOND);
            machine.pass(passed);
            long now = clock.nowMicros();
            assertTrue(now >= last + passed / 2 - 1, "step " + i);
            assertTrue(now <= Math.max(machine.exact() + 2_000, last + passed / 2 + 1), "step " + i);
            last = now;
        }
    }

    /** A machine's clocks, wound by hand. */
    private static final class SetClock implements TimeSource {
        private long nanos = 77;
        private long offset = START - nanos / 1_000;

        void pass(long micros) {
            nanos += micros * 1_000;
        }

        void set(long byMicros) {
            offset += byMicros;
        }

        long exact() {
            return offset + nanos / 1_000;
        }

        @Override
        public long wallMicros() {
            return exact() / 1_000 * 1_000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }
}

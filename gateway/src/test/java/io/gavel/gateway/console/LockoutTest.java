package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final Lockout lockout = new Lockout(() -> Instant.ofEpochMilli(millis.get()));

    @Test
    void fiveWrongKeysLockAnAddressAndEachFurtherOneForTwiceAsLong() {
        for (int i = 0; i < 4; i++) {
            lockout.failed("a");
        }
        assertEquals(0, lockout.waitSeconds("a"));
        lockout.failed("a");
        assertEquals(30, lockout.waitSeconds("a"));
        assertEquals(0, lockout.waitSeconds("b"));
        millis.addAndGet(30_000);
        assertEquals(0, lockout.waitSeconds("a"));
        lockout.failed("a");
        assertEquals(60, lockout.waitSeconds("a"));
    }

    @Test
    void theRightKeyForgetsTheWrongOnes() {
        for (int i = 0; i < 4; i++) {
            lockout.failed("a");
        }
        lockout.succeeded("a");
        lockout.failed("a");
        assertEquals(0, lockout.waitSeconds("a"));
    }

    @Test
    void noWaitIsLongerThanAnHour() {
        for (int i = 0; i < 50; i++) {
            lockout.failed("a");
        }
        assertEquals(3_600, lockout.waitSeconds("a"));
    }
}

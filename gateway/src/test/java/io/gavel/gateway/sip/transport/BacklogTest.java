package io.gavel.gateway.sip.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final long MILLI = 1_000_000;
    private static final int MOST = 16;

    private final Backlog backlog = new Backlog();
    private long now = 7;

    private void looks(boolean full, int millis) {
        for (int at = 0; at < millis; at += 10) {
            now += 10 * MILLI;
            backlog.looked(full ? MOST : MOST - 1, MOST, now);
        }
    }

    private void warm() {
        backlog.looked(Backlog.COLD, Backlog.COLD + 1, now);
    }

    @Test
    void whoHasJustBegunHasASecond() {
        looks(true, 900);
        assertFalse(backlog.isBehind(now));
        looks(true, 200);
        assertTrue(backlog.isBehind(now));
    }

    @Test
    void whoFindsAsMuchAsItMayTakeForFourTenthsOfASecondIsBehind() {
        warm();
        looks(true, 300);
        assertFalse(backlog.isBehind(now));
        looks(true, 200);
        assertTrue(backlog.isBehind(now));
    }

    @Test
    void oneLookThatFindsLessIsTheEndOfIt() {
        warm();
        looks(true, 2_000);
        looks(false, 10);
        assertFalse(backlog.isBehind(now));
        looks(true, 200);
        assertFalse(backlog.isBehind(now));
    }

    @Test
    void afterAPauseNothingIsKnown() {
        warm();
        looks(true, 2_000);
        now += 200 * MILLI;
        assertFalse(backlog.isBehind(now));
        looks(true, 200);
        assertFalse(backlog.isBehind(now));
    }
}

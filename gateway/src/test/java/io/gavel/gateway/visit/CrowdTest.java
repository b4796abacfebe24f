package io.gavel.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** No more than so many new visitors from an address in any minute. */
class CrowdTest {
    private static final long SECOND = 1_000_000_000L;
    private long now = -5 * SECOND;
    private final Crowd crowd = new Crowd(60, () -> now);

    @Test
    void theSixtyFirstWaitsUntilTheFirstIsAMinuteOld() {
        for (int i = 0; i < 60; i++) {
            assertEquals(0, crowd.admit(1, i));
            now += SECOND / 2;
        }
        assertEquals(31, crowd.admit(1, 60));
        assertEquals(0, crowd.admit(2, 61), "another address");
        assertEquals(0, crowd.admit(1, 7), "a known visitor");
        now += 30 * SECOND;
        assertEquals(0, crowd.admit(1, 60));
        assertEquals(1, crowd.admit(1, 62), "one place was free, and is taken");
    }
}

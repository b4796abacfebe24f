package io.gavel.gateway.bid;

import static io.gavel.gateway.bid.Breaker.Verdict.PROBE;
import static io.gavel.gateway.bid.Breaker.Verdict.REST;
import static io.gavel.gateway.bid.Breaker.Verdict.SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final int THRESHOLD = 20;

    private final List<String> heard = new ArrayList<>();
    private final Breaker breaker =
            new Breaker(THRESHOLD, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(60), heard::add);
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);

    @Test
    void opensAfterTwentyFailuresInARowAndNotBefore() {
        fail(THRESHOLD - 1);
        assertEquals(SEND, permit());
        breaker.succeeded();
        fail(THRESHOLD - 1);
        assertEquals(SEND, permit());

        fail(1);

        assertEquals(REST, permit());
        assertEquals(List.of("open"), heard);
    }

    @Test
    void letsOneProbeThroughAfterAPause() {
        fail(THRESHOLD);
        pass(999);
        assertEquals(REST, permit());

        pass(1);

        assertEquals(PROBE, permit());
        assertEquals(REST, permit());
    }

    @Test
    void closesWhenTheProbeIsAnswered() {
        fail(THRESHOLD);
        pass(1000);
        assertEquals(PROBE, permit());

        breaker.succeeded();

        assertEquals(SEND, permit());
        assertEquals(List.of("open", "probing", "closed"), heard);
        fail(THRESHOLD - 1);
        assertEquals(SEND, permit());
    }

    @Test
    void restsLongerAfterEachFailedProbeUpToALimit() {
        fail(THRESHOLD);
        long pause = 1000;
        for (int i = 0; i < 10; i++) {
            pass(pause - 1);
            assertEquals(REST, permit());
            pass(1);
            assertEquals(PROBE, permit());
            breaker.failed(now, true);
            pause = Math.min(60_000, pause * 2);
        }
        assertEquals(60_000, pause);
    }

    @Test
    void answersOfBeforeDoNotMoveThePause() {
        fail(THRESHOLD);
        pass(500);
        fail(3);
        pass(500);

        assertEquals(PROBE, permit());
    }

    @Test
    void aRequestInAHurryIsNoProbe() {
        fail(THRESHOLD);
        pass(1000);

        assertEquals(REST, breaker.permit(now, false));
        assertEquals(PROBE, breaker.permit(now, true));
    }

    private Breaker.Verdict permit() {
        return breaker.permit(now, true);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(now, false);
        }
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

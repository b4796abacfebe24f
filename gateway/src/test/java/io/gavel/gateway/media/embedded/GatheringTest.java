package io.gavel.gateway.media.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.SelectStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private long now;
    private int waiting;
    private final List<Long> rests = new ArrayList<>();
    private final Gathering gathering = new Gathering(() -> now, this::rest);

    private void rest(long nanos) {
        rests.add(nanos);
        now += nanos;
    }

    private int next(long later) throws Exception {
        now += later;
        return gathering.calculateStrategy(() -> waiting, false);
    }

    private void waits(int count, long apart) throws Exception {
        for (int i = 0; i < count; i++) {
            assertEquals(SelectStrategy.SELECT, next(apart));
        }
    }

    @Test
    void oneThatHasLittleToDoWaitsForEachPacket() throws Exception {
        waits(100, Gathering.PERIOD_NANOS / Gathering.MANY_LOOKS + 1);
        assertEquals(List.of(), rests);
    }

    @Test
    void oneThatWakesOftenLooksOnceAMillisecondWhileItIsWorthIt() throws Exception {
        waits(Gathering.MANY_LOOKS, 1_000);
        waiting = Gathering.ENOUGH;
        assertEquals(waiting, next(0));
        assertEquals(waiting, next(300_000));
        waiting = 0;
        assertEquals(0, next(400_000));
        assertEquals(List.of(1_000_000L, 700_000L, 600_000L), rests);
        waits(Gathering.MANY_LOOKS - 1, 1_000);
        assertEquals(3, rests.size());
    }

    @Test
    void whoIsLateDoesNotRest() throws Exception {
        waits(Gathering.MANY_LOOKS, 1_000);
        waiting = 500;
        assertEquals(500, next(Gathering.PERIOD_NANOS));
        assertEquals(500, next(4_500_000));
        assertEquals(List.of(), rests);
    }

    @Test
    void whoHasTasksNeverRests() throws Exception {
        waits(Gathering.MANY_LOOKS, 1_000);
        waiting = 1;
        assertEquals(1, gathering.calculateStrategy(() -> waiting, true));
        assertEquals(List.of(), rests);
    }
}

package io.gavel.gateway.report.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingAnsweredEncoder;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int LENGTH = 200;

    private final Feed feed = new Feed(2_000, 7);
    private final AtomicInteger urged = new AtomicInteger();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
    private long sequence = 7;

    @Test
    void halfFullItUrgesOnceUntilItIsEmptied() {
        feed.whenHalfFull(urged::incrementAndGet);
        assertEquals(7, feed.gather());

        hear(3);
        assertEquals(0, urged.get());
        hear(3);
        assertEquals(1, urged.get());

        Batch taken = feed.take(new Batch());
        assertNotNull(taken);
        assertEquals(6, taken.count());
        hear(6);
        assertEquals(2, urged.get());
    }

    @Test
    void fullItLetsEverythingGoUntilItGathersAgain() {
        feed.gather();
        hear(20);

        assertNull(feed.take(new Batch()));
        assertEquals(27, feed.gather());
        hear(1);
        Batch taken = feed.take(new Batch());
        assertNotNull(taken);
        assertEquals(1, taken.count());
    }

    private void hear(int pings) {
        new PingAnsweredEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder());
        for (int ping = 0; ping < pings; ping++) {
            feed.onOutput(++sequence, 0, 1, message, 0, LENGTH, true);
        }
    }
}

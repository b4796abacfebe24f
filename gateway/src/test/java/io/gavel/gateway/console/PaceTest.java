package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final Pace pace = new Pace(() -> Instant.ofEpochMilli(millis.get()));

    @Test
    void anOwnerHasOneUnderWayAndTheNextTwoSecondsAfterItsEnd() {
        CompletableFuture<String> first = new CompletableFuture<>();
        assertNotNull(pace.begin(1, 60, () -> first));
        millis.addAndGet(60_000);
        assertNull(pace.begin(1, 60, CompletableFuture::new), "under way");
        assertNotNull(pace.begin(2, 60, CompletableFuture::new), "another owner");
        first.complete("");
        assertFalse(pace.begins(1), "too soon");
        millis.addAndGet(2_000);
        assertTrue(pace.begins(1));
    }

    @Test
    void whatFailsEndsToo() {
        CompletableFuture<String> failing = new CompletableFuture<>();
        assertNotNull(pace.begin(1, 60, () -> failing));
        failing.completeExceptionally(new IllegalStateException());
        millis.addAndGet(2_000);
        assertThrows(
                IllegalArgumentException.class,
                () -> assertNull(pace.<String>begin(1, 60, () -> {
                    throw new IllegalArgumentException();
                })));
        millis.addAndGet(2_000);
        assertTrue(pace.begins(1));
    }
}

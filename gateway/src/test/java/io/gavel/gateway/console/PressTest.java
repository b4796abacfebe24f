package io.gavel.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PressTest {
    private static final int PATIENCE_SECONDS = 30;

    /** A buyer's “why not more?” is read like that: two such buyers held up everybody's pages once. */
    @Test
    void whoReadsForLongHoldsUpOnlyWhoReadsForLongToo() throws Exception {
        CountDownLatch isRead = new CountDownLatch(1);
        try (Press press = new Press()) {
            CompletableFuture<String> first = press.read(() -> waits(isRead, "first"));
            CompletableFuture<String> second = press.read(() -> "second");
            for (int page = 0; page < 20; page++) {
                CompletableFuture<Boolean> made = new CompletableFuture<>();
                assertTrue(press.offer(() -> made.complete(true)));
                assertTrue(made.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertFalse(first.isDone() || second.isDone(), "one after the other");
            isRead.countDown();
            assertEquals("first", first.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals("second", second.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoFindsTooManyWaitingIsRefusedAtOnce() throws Exception {
        CountDownLatch isRead = new CountDownLatch(1);
        try (Press press = new Press()) {
            List<CompletableFuture<String>> taken = new ArrayList<>();
            CompletableFuture<String> last;
            do {
                last = press.read(() -> waits(isRead, "read"));
                taken.add(last);
            } while (!last.isDone() && taken.size() < 1_000);
            CompletableFuture<String> refused = last;
            ExecutionException full = assertThrows(ExecutionException.class, refused::get);
            assertInstanceOf(RejectedExecutionException.class, full.getCause());
            isRead.countDown();
            for (CompletableFuture<String> each : taken.subList(0, taken.size() - 1)) {
                assertEquals("read", each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    private static String waits(CountDownLatch latch, String then) {
        try {
            assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            return then;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

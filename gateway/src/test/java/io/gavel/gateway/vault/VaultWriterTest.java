package io.gavel.gateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes long, or fails, as a vault sees it. */
@Timeout(60)
class VaultWriterTest {
    @TempDir
    private Path directory;

    private final CountDownLatch forcing = new CountDownLatch(1);
    private final CountDownLatch forced = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private VaultWriter writer;

    private void open(VaultFlusher.Disk disk) throws IOException {
        VaultSettings settings = VaultSettings.defaults();
        writer = new VaultWriter(
                MasterKey.ofFile(directory.resolve("key")),
                new KeyTable(directory.resolve("keys")),
                new Records(directory, settings.segmentBytes()),
                settings,
                () -> Instant.EPOCH,
                disk);
        writer.start();
    }

    @AfterEach
    void close() {
        forced.countDown();
        writer.stop(Duration.ofSeconds(30));
    }

    private CompletableFuture<Long> store(String text) {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        byte[] key = Envelope.newKey();
        byte[] sealed = Envelope.seal(key, 0, text.getBytes(StandardCharsets.UTF_8));
        assertTrue(writer.offer(new VaultWriter.Store(key, sealed, Receipt.completing(stored))));
        return stored;
    }

    @Test
    void nobodyWaitsWhileTheDiskTakesLong() throws Exception {
        open(() -> {
            forcing.countDown();
            try {
                forced.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        store("first").get(30, TimeUnit.SECONDS);
        assertTrue(forcing.await(30, TimeUnit.SECONDS));
        store("second").get(30, TimeUnit.SECONDS);
        assertEquals(2, writer.figures().stored());
    }

    @Test
    void afterAForceThatFailedNothingIsStored() throws Exception {
        open(() -> {
            throw new IOException("gone");
        });
        ExecutionException refused = assertThrows(ExecutionException.class, () -> {
            while (!Thread.currentThread().isInterrupted()) {
                store("lead").get(30, TimeUnit.SECONDS);
            }
        });
        assertTrue(String.valueOf(refused.getCause()).endsWith("gone"), refused::toString);
    }
}

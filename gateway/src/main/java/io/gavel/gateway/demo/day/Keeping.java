package io.gavel.gateway.demo.day;

import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Puts something into a vault and waits for it. The day's thread. */
final class Keeping {
    private static final long PAUSE_NANOS = 20_000;

    private Keeping() {}

    /** The vault's key of it. */
    static long in(Vault vault, byte[] plain) {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        Receipt receipt = new Receipt() {
            @Override
            public void done(long ref) {
                stored.complete(ref);
            }

            @Override
            public void failed(IOException cause) {
                stored.completeExceptionally(new UncheckedIOException(cause));
            }
        };
        while (!vault.store(plain, receipt)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return stored.join();
    }
}

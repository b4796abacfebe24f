package io.gavel.gateway.demo.day;

import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Puts something into a vault and waits for it. The day's thread. */
final class Keeping {
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
            Thread.yield();
        }
        return stored.join();
    }
}

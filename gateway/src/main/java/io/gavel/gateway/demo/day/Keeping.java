package io.gavel.gateway.demo.day;

import io.gavel.gateway.vault.Receipt;
import io.gavel.gateway.vault.Vault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Puts something into a vault and waits for it. The day's thread. */
final class Keeping {
    private static final long PAUSE_NANOS = 20_000;

    private Keeping() {}

    /** The vault's key of it. */
    static long in(Vault vault, byte[] plain) {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        Receipt receipt = Receipt.completing(stored);
        while (!vault.store(plain, receipt)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return stored.join();
    }
}

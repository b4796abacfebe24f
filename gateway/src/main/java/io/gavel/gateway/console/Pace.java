package io.gavel.gateway.console;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is costly is done one at a time for each owner, and the next not before a while after the last ended. Any thread. */
final class Pace {
    /** Says that it was too soon. */
    static final Block TOO_SOON = new Block.Note(
            "Not so fast",
            "warning",
            List.of("One at a time, and the next two seconds after the last ended. Nothing was done."));

    private static final long BETWEEN_MILLIS = 2_000;
    private static final int MOST_KNOWN = 10_000;

    private final InstantSource clock;
    private final Map<Integer, Long> freeAtMillis = new HashMap<>();

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** Begins something that ends by itself, or is given up after so many seconds; null: too soon. */
    <T> @Nullable CompletableFuture<T> begin(int owner, int patienceSeconds, Supplier<CompletableFuture<T>> work) {
        if (!begins(owner)) {
            return null;
        }
        try {
            return work.get().orTimeout(patienceSeconds, TimeUnit.SECONDS).whenComplete((done, failed) -> ended(owner));
        } catch (RuntimeException e) {
            ended(owner);
            throw e;
        }
    }

    /** False: too soon. After true, {@link #ended} has to be called, whatever happens. */
    synchronized boolean begins(int owner) {
        long now = clock.millis();
        if (freeAtMillis.getOrDefault(owner, 0L) > now) {
            return false;
        }
        if (freeAtMillis.size() >= MOST_KNOWN) {
            freeAtMillis.values().removeIf(freeAt -> freeAt <= now);
        }
        freeAtMillis.put(owner, Long.MAX_VALUE);
        return true;
    }

    /** It ended, well or not. */
    synchronized void ended(int owner) {
        freeAtMillis.put(owner, clock.millis() + BETWEEN_MILLIS);
    }
}

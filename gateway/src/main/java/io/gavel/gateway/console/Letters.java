package io.gavel.gateway.console;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Webhooks that could not be delivered. Any thread; what is asked completes on another. */
public interface Letters {
    /**
     * One of them.
     *
     * @param problem of the last attempt
     * @param body what would have been sent; without personal data
     */
    record Dead(
            long id,
            String webhook,
            String type,
            int attempts,
            String problem,
            long createdMicros,
            long diedMicros,
            String body) {}

    /** The newest ones. */
    CompletableFuture<List<Dead>> newest(int limit);

    /** One of them, if there is such. */
    CompletableFuture<Optional<Dead>> find(long id);

    /** Sends one again; false: there is no such. */
    CompletableFuture<Boolean> resend(long id, String actor);
}

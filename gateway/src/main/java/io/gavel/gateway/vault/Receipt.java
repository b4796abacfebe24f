package io.gavel.gateway.vault;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What comes of a request to the vault. Called once, on the vault's own thread: go back to where you came from, do not block. */
public interface Receipt {
    /** Done, and as durable as {@code journal.sync} asks; {@code leadRef} is above 0. */
    void done(long leadRef);

    /** Not done: the disk refused. Nothing of the request is kept. */
    void failed(IOException cause);

    /** One that completes a future, for who may wait. */
    static Receipt completing(CompletableFuture<Long> future) {
        return new Receipt() {
            @Override
            public void done(long leadRef) {
                future.complete(leadRef);
            }

            @Override
            public void failed(IOException cause) {
                future.completeExceptionally(cause);
            }
        };
    }
}

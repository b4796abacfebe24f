package io.gavel.gateway.market;

import io.gavel.gateway.http.Principal;
import io.gavel.gateway.http.Role;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The first operator's key: what the configuration says, or one that is made at the first start and printed once. */
public final class OperatorKey {
    /** The id of the configured key. */
    static final String CONFIGURED = "operator";

    private static final String ACTOR = "configuration";

    private final Directory directory;
    private final ApiKeys keys;

    public OperatorKey(Directory directory, ApiKeys keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /**
     * Sees to it that there is one. After the engine's start; waits, so not on an event loop.
     *
     * @param configured {@code operator.key}, or null
     * @param print hears a key that was made: to standard error, once
     * @throws IllegalStateException if that is not possible
     */
    public void ensure(@Nullable String configured, Consumer<String> print) {
        if (configured != null) {
            Principal owner = directory.find(configured);
            if (owner == null) {
                done(keys.create(CONFIGURED, configured, Role.OPERATOR, "", "operator.key", ACTOR)
                        .join()
                        .refusal());
            } else if (owner.role() != Role.OPERATOR) {
                throw new IllegalStateException("operator.key is the key of " + owner.name() + " already");
            }
            return;
        }
        Snapshot present = directory.now();
        if (ApiKeys.operators(present) == 0) {
            ApiKeys.Made made = keys.create(Role.OPERATOR, "", "made at the first start", ACTOR)
                    .join();
            done(made.refusal());
            print.accept(made.key());
        }
    }

    private static void done(@Nullable Refusal refusal) {
        if (refusal != null) {
            throw new IllegalStateException("no operator key: " + refusal.detail());
        }
    }
}

package io.gavel.gateway.sip;

import io.gavel.gateway.sip.transaction.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways to a host, one after the other (RFC 3263 §4.3). On its loop. */
@FunctionalInterface
interface Route {
    /**
     * The next way, now or later; null if there is none left. Ways that cannot be opened are left out.
     *
     * @param bytes how long the request is
     */
    void next(int bytes, Consumer<@Nullable Path> ready);
}

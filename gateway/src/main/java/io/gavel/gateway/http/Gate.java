package io.gavel.gateway.http;

import org.jspecify.annotations.Nullable;

/** Decides whether a known caller may have another request served now. Any thread; must not block. */
@FunctionalInterface
public interface Gate {
    /** Null, or the problem to answer instead (429 with {@code Retry-After}). */
    @Nullable
    Problem refuse(Principal principal);
}

package io.gavel.gateway.http;

import org.jspecify.annotations.Nullable;

/** Finds the owner of an API key. Any thread; must not block. */
@FunctionalInterface
public interface Principals {
    /** The owner of a key as it was sent, or null if there is none or it was revoked. */
    @Nullable
    Principal find(String key);
}

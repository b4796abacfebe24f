package io.gavel.gateway.http;

import org.jspecify.annotations.Nullable;

/** Finds the owner of an API key. Any thread; must not block. */
@FunctionalInterface
public interface Principals {
    /** The owner of the key whose SHA-256 is {@code keyHash} (32 bytes), or null if there is none or it was revoked. */
    @Nullable
    Principal find(byte[] keyHash);
}

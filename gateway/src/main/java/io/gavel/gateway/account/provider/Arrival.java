package io.gavel.gateway.account.provider;

import io.gavel.gateway.http.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the provider knows.
 *
 * @param identity issuer and subject: never used for anybody else
 * @param name as people call them there
 * @param role what they may do here; null: nothing
 * @param to where they wanted to go when they left
 */
public record Arrival(
        String identity, String name, @Nullable Role role, String to) {
    /** Nothing personal. */
    @Override
    public String toString() {
        return "Arrival[" + (role == null ? "nobody" : role.word()) + "]";
    }
}

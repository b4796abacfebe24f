package io.gavel.gateway.call.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Where a carrier is to send a call.
 *
 * @param sipUri the ping that sold it, or the number, at this gateway
 * @param username for our challenge, null: the carrier is known by its address
 * @param password in clear; belongs in no log
 */
record Where(
        String sipUri, @Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
        return sipUri;
    }
}

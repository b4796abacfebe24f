package io.gavel.gateway.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ring, and what the buyer sees.
 *
 * @param uri the Request-URI
 * @param nextHop a carrier's trunk, null: where the URI says
 * @param username for the carrier's challenge, null: none
 * @param password in clear; belongs in no log
 * @param caller the number in From and P-Asserted-Identity, null: anonymous
 * @param callId the call's public id, {@code X-Gavel-Call}
 * @param maxForwards what is left of the caller's
 * @param identity the caller's {@code Identity} header (RFC 8224), passed on unchanged, null: none
 */
record Destination(
        String uri,
        @Nullable String nextHop,
        @Nullable String username,
        @Nullable String password,
        @Nullable String caller,
        String callId,
        int maxForwards,
        @Nullable String identity) {

    /** The URI without user parameters, for records. */
    String shown() {
        int semicolon = uri.indexOf(';');
        return semicolon < 0 ? uri : uri.substring(0, semicolon);
    }

    /** Whether it is called over TLS. */
    boolean isSecure() {
        String first = (nextHop == null ? uri : nextHop).toLowerCase(Locale.ROOT);
        return first.startsWith("sips:") || first.contains(";transport=tls");
    }

    @Override
    public String toString() {
        return "Destination of call " + callId;
    }
}

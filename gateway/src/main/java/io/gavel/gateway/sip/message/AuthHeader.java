package io.gavel.gateway.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A challenge or its answer (RFC 3261 §20.7, §20.44). Immutable.
 *
 * @param scheme as written: {@code Digest}
 */
public record AuthHeader(String scheme, Parameters parameters) {
    /** Null if it is broken. */
    public static @Nullable AuthHeader parse(String value) {
        Cursor start = new Cursor(value);
        String scheme = start.skipSpace().token();
        Cursor list = new Cursor(',' + value.substring(start.position()));
        Parameters parameters = scheme.isEmpty() ? null : Parameters.read(list, ',');
        return parameters == null ? null : new AuthHeader(scheme, parameters);
    }

    public boolean isDigest() {
        return scheme.equalsIgnoreCase("Digest");
    }

    /** Empty if it is missing. */
    public String get(String name) {
        String value = parameters.get(name);
        return value == null ? "" : value;
    }
}

package io.gavel.gateway.sip.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One hop (RFC 3261 §20.42, RFC 3581). Immutable.
 *
 * @param transport in upper case, known or not
 * @param host in lower case, an IPv6 address in its brackets
 * @param port -1 if none
 */
public record Via(String transport, String host, int port, Parameters parameters) {
    /** What the branch of RFC 3261 starts with; others are of RFC 2543. */
    public static final String COOKIE = "z9hG4bK";

    /** Null if it is broken or of another version. */
    public static @Nullable Via parse(String element) {
        Cursor cursor = new Cursor(element);
        cursor.skipSpace();
        if (!cursor.token().equalsIgnoreCase("SIP")
                || !cursor.take('/')
                || !cursor.token().equals("2.0")
                || !cursor.take('/')) {
            return null;
        }
        String transport = cursor.token().toUpperCase(Locale.ROOT);
        if (transport.isEmpty() || !Cursor.isSpace(cursor.peek())) {
            return null;
        }
        String host = HostPort.host(cursor.skipSpace());
        int port = host == null ? -2 : HostPort.port(cursor);
        Parameters parameters = Parameters.read(cursor, ';');
        if (host == null || port < -1 || parameters == null) {
            return null;
        }
        return new Via(transport, host, port, parameters);
    }

    /** Empty if there is none. */
    public String branch() {
        String branch = parameters.get("branch");
        return branch == null ? "" : branch;
    }

    /** Whether the branch alone names the transaction (§17.2.3): the cookie and something after it. */
    public boolean hasUniqueBranch() {
        return branch().length() > COOKIE.length() && branch().startsWith(COOKIE);
    }

    /** Whether the sender wants the answer where the request came from (RFC 3581). */
    public boolean wantsSourcePort() {
        return parameters.has("rport");
    }

    public Via with(String name, @Nullable String value) {
        return new Via(transport, host, port, parameters.with(name, value));
    }

    /** Host and port as sent, the transaction's name has it. */
    public String sentBy() {
        return port < 0 ? host : host + ':' + port;
    }

    @Override
    public String toString() {
        return "SIP/2.0/" + transport + ' ' + sentBy() + parameters;
    }
}

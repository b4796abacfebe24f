package io.gavel.gateway.sip.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A SIP, SIPS or tel URI (RFC 3261 §19.1, RFC 3966). Immutable.
 *
 * @param scheme in lower case
 * @param user as written, escapes and user parameters included; empty if none; a tel URI's number
 * @param host in lower case; an IPv6 address in its brackets; empty in a tel URI
 * @param port -1 if none
 * @param headers what follows the question mark, as written; empty if none
 */
public record SipUri(
        String scheme, String user, String password, String host, int port, Parameters parameters, String headers) {

    /** Of a host, without a user. */
    public static SipUri of(String host, int port) {
        return of("", host, port);
    }

    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, "", host.toLowerCase(Locale.ROOT), port, Parameters.NONE, "");
    }

    /** Null if this is no SIP, SIPS or tel URI, or a broken one. */
    public static @Nullable SipUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || hasForbidden(text)) {
            return null;
        }
        return switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sip" -> parseSip("sip", text, colon + 1);
            case "sips" -> parseSip("sips", text, colon + 1);
            case "tel" -> parseTel(text, colon + 1);
            default -> null;
        };
    }

    /** The scheme in lower case, known or not; empty if this is no URI. */
    public static String schemeOf(String uri) {
        int colon = uri.indexOf(':');
        if (colon <= 0 || hasForbidden(uri)) {
            return "";
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        for (int at = 0; at < scheme.length(); at++) {
            char c = scheme.charAt(at);
            if (!(c >= 'a' && c <= 'z') && (at == 0 || !((c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0))) {
                return "";
            }
        }
        return scheme;
    }

    private static boolean hasForbidden(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable SipUri parseSip(String scheme, String text, int start) {
        int question = text.indexOf('?', Math.max(start, text.lastIndexOf('@')));
        String headers = question < 0 ? "" : text.substring(question + 1);
        String rest = question < 0 ? text.substring(start) : text.substring(start, question);
        String user = "";
        String password = "";
        int at = rest.lastIndexOf('@');
        if (at == 0 || rest.indexOf('@') != at) {
            return null;
        }
        if (at > 0) {
            user = rest.substring(0, at);
            int colon = user.indexOf(':');
            if (colon >= 0) {
                password = user.substring(colon + 1);
                user = user.substring(0, colon);
            }
        }
        Cursor cursor = new Cursor(rest);
        cursor.moveTo(at + 1);
        return parseHost(cursor, scheme, user, password, headers);
    }

    private static @Nullable SipUri parseHost(
            Cursor cursor, String scheme, String user, String password, String headers) {
        String host = HostPort.host(cursor);
        int port = host == null ? -2 : HostPort.port(cursor);
        Parameters parameters = Parameters.read(cursor, ';');
        if (host == null || port < -1 || parameters == null) {
            return null;
        }
        return new SipUri(scheme, user, password, host, port, parameters, headers);
    }

    private static @Nullable SipUri parseTel(String text, int start) {
        Cursor cursor = new Cursor(text);
        cursor.moveTo(start);
        String number = cursor.until(";");
        Parameters parameters = Parameters.read(cursor, ';');
        if (number.isEmpty() || parameters == null) {
            return null;
        }
        return new SipUri("tel", number, "", "", -1, parameters, "");
    }

    /** The user without parameters such as {@code ;verstat=} or {@code ;npdi}, unescaped. */
    public String plainUser() {
        int semicolon = user.indexOf(';');
        return Text.unescape(semicolon < 0 ? user : user.substring(0, semicolon));
    }

    /** A parameter inside the user part, as {@code sip:+1555;verstat=…@host} has it; null if none. */
    public @Nullable String userParameter(String name) {
        int semicolon = user.indexOf(';');
        if (semicolon < 0) {
            return null;
        }
        Cursor cursor = new Cursor(user);
        cursor.moveTo(semicolon);
        Parameters found = Parameters.read(cursor, ';');
        return found == null ? null : found.get(name);
    }

    public boolean isSecure() {
        return scheme.equals("sips");
    }

    /** Whether both mean the same (RFC 3261 §19.1.4); headers are left out. */
    public boolean isEquivalentTo(SipUri other) {
        return scheme.equals(other.scheme)
                && Text.unescape(user).equals(Text.unescape(other.user))
                && password.equals(other.password)
                && host.equals(other.host)
                && port == other.port
                && agree(other)
                && sameWhere("user", other)
                && sameWhere("ttl", other)
                && sameWhere("method", other)
                && sameWhere("maddr", other)
                && sameWhere("transport", other);
    }

    private boolean sameWhere(String name, SipUri other) {
        String here = parameters.get(name);
        String there = other.parameters.get(name);
        return here == null ? there == null : here.equalsIgnoreCase(there);
    }

    private boolean agree(SipUri other) {
        boolean[] same = {true};
        parameters.forEach((name, value) -> {
            String there = other.parameters.get(name);
            same[0] &= there == null || there.equalsIgnoreCase(value);
        });
        return same[0];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(48).append(scheme).append(':').append(user);
        if (!password.isEmpty()) {
            text.append(':').append(password);
        }
        if (!user.isEmpty() && !host.isEmpty()) {
            text.append('@');
        }
        text.append(host);
        if (port >= 0) {
            text.append(':').append(port);
        }
        text.append(parameters);
        return headers.isEmpty()
                ? text.toString()
                : text.append('?').append(headers).toString();
    }
}

package io.gavel.gateway.sip.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A host (name, IPv4 address, IPv6 reference) and its port, where a cursor stands. */
final class HostPort {
    private HostPort() {}

    /** In lower case, an IPv6 address in brackets; null if there is none. */
    static @Nullable String host(Cursor cursor) {
        if (cursor.peek() == '[') {
            String inside = cursor.until("]");
            if (cursor.peek() != ']') {
                return null;
            }
            cursor.moveTo(cursor.position() + 1);
            return isAddress(inside) ? inside.toLowerCase(Locale.ROOT) + ']' : null;
        }
        String name = cursor.until(":;?,/ \t@");
        return isName(name) ? name.toLowerCase(Locale.ROOT) : null;
    }

    /** -1 if none stands there, -2 if a wrong one does. */
    static int port(Cursor cursor) {
        if (!cursor.take(':')) {
            return -1;
        }
        int port = (int) Text.number(cursor.until(";?, \t"), 65_535);
        return port < 0 ? -2 : port;
    }

    private static boolean isName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (!((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isAddress(String bracketed) {
        for (int at = 1; at < bracketed.length(); at++) {
            char c = bracketed.charAt(at);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return bracketed.length() > 2 && bracketed.indexOf(':') > 0;
    }
}

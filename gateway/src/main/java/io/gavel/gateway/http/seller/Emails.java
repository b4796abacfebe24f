package io.gavel.gateway.http.seller;

import org.jspecify.annotations.Nullable;

/** E-mail addresses, as far as a form can know (RFC 5321's lengths, one @, a domain with a dot). Any thread. */
final class Emails {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    private Emails() {}

    /** The address without space around, or null if it is none. */
    static @Nullable String read(String text) {
        String address = text.strip();
        int at = address.indexOf('@');
        int dot = address.lastIndexOf('.');
        boolean isShaped = at > 0
                && at <= LONGEST_LOCAL
                && at == address.lastIndexOf('@')
                && dot > at + 1
                && dot < address.length() - 1
                && address.length() <= LONGEST;
        for (int i = 0; isShaped && i < address.length(); i++) {
            char c = address.charAt(i);
            isShaped = c > ' ' && c != 0x7f && "<>()[]\\,;:\"".indexOf(c) < 0;
        }
        return isShaped ? address : null;
    }
}

package io.gavel.gateway.market;

/** IP addresses and networks as texts; names are never looked up. Any thread. */
final class Addresses {
    private Addresses() {}

    /** Whether a text is an IPv4 or IPv6 address, or a network in CIDR form (RFC 4632 §3.1). */
    static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean six = address.indexOf(':') >= 0;
        if (!(six ? isSix(address) : isFour(address))) {
            return false;
        }
        if (slash < 0) {
            return true;
        }
        String prefix = text.substring(slash + 1);
        return prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= (six ? 128 : 32);
    }

    private static boolean isFour(String address) {
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return false;
        }
        for (String part : address.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** Groups of hex digits, at most eight, one double colon (RFC 4291 §2.2). */
    private static boolean isSix(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        String[] groups = address.split(":", -1);
        int filled = 0;
        for (String group : groups) {
            if (!group.matches("[0-9A-Fa-f]{0,4}")) {
                return false;
            }
            filled += group.isEmpty() ? 0 : 1;
        }
        return gap >= 0 ? filled < 8 : filled == 8 && groups.length == 8;
    }
}

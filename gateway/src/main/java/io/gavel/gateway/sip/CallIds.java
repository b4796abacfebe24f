package io.gavel.gateway.sip;

/** Which loop a call lives on: its Call-ID says so. */
final class CallIds {
    private CallIds() {}

    static int loop(String callId, int loops) {
        return Math.floorMod(callId.hashCode(), loops);
    }

    /** The same of a message's bytes; the first loop if there is no Call-ID. */
    static int loop(byte[] message, int loops) {
        if (loops == 1) {
            return 0;
        }
        for (int at = 0; at + 2 < message.length; at++) {
            if (message[at] != '\n') {
                continue;
            }
            if (message[at + 1] == '\n' || message[at + 1] == '\r') {
                break;
            }
            int value = value(message, at + 1);
            if (value > 0) {
                return Math.floorMod(hash(message, value), loops);
            }
        }
        return 0;
    }

    /** Where the value starts if this line is a Call-ID, else 0. */
    private static int value(byte[] message, int line) {
        int at = line;
        if ((message[at] | 0x20) == 'i') {
            at++;
        } else {
            for (int letter = 0; letter < 7; letter++, at++) {
                if (at >= message.length || (message[at] | 0x20) != ("call-id".charAt(letter) | 0x20)) {
                    return 0;
                }
            }
        }
        at = blanks(message, at);
        if (at >= message.length || message[at] != ':') {
            return 0;
        }
        return blanks(message, at + 1);
    }

    private static int blanks(byte[] message, int start) {
        int at = start;
        while (at < message.length && isBlank(message[at])) {
            at++;
        }
        return at;
    }

    /** As String.hashCode of the value. */
    private static int hash(byte[] message, int start) {
        int hash = 0;
        for (int at = start; at < message.length && !isBlank(message[at]); at++) {
            hash = 31 * hash + (message[at] & 0xff);
        }
        return hash;
    }

    /** Line ends too: a value may be folded. */
    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
}

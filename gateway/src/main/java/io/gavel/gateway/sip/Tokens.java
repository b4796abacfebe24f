package io.gavel.gateway.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tags, branches, Call-IDs: unguessable, and cheap because random bytes are taken in bulk. One loop. */
final class Tokens {
    private final SecureRandom random = new SecureRandom();
    private final byte[] bytes = new byte[2048];
    private int at = bytes.length;

    /** Hexadecimal digits, two a byte. */
    String next(int length) {
        if (at + length > bytes.length) {
            random.nextBytes(bytes);
            at = 0;
        }
        at += length;
        return HexFormat.of().formatHex(bytes, at - length, at);
    }

    /** 0 to bound - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }
}

package io.gavel.gateway.console;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Somebody who signed in. The key is kept, in memory only, so that whoever's key is revoked is signed out at once.
 *
 * @param token what forms have to send back
 * @param startedMillis when
 */
record Session(String key, String token, long startedMillis) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Nobody guesses it: 256 bits. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

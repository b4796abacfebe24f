package io.gavel.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Somebody who signed in: a user, or the owner of a key. Of the key only its hash is kept; whoever's key is revoked, or whose
 * user changed, is signed out with the next click.
 *
 * @param hash of the cookie's value: what is kept opens nothing
 * @param user the user's id; empty: signed in with a key
 * @param keyHash of the key; empty: signed in with a name
 * @param generation the user's at the time
 * @param token what forms have to send back
 * @param startedMillis when
 */
record Session(String hash, String user, String keyHash, int generation, String token, long startedMillis) {
    private static final SecureRandom RANDOM = new SecureRandom();

    Session at(int newGeneration) {
        return new Session(hash, user, keyHash, newGeneration, token, startedMillis);
    }

    /** Nobody guesses it: 256 bits. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String cookie) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Without what signs in. */
    @Override
    public String toString() {
        return "Session[" + (user.isEmpty() ? "key" : user) + "]";
    }
}

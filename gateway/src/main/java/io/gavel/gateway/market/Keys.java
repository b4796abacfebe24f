package io.gavel.gateway.market;

import io.gavel.gateway.http.Principal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which API key. Only hashes (SHA-256, hex) are kept; keys that were seen are remembered until any key changes, so
 * that a busy client costs one look-up. One thread changes, any reads.
 */
final class Keys {
    /** Longer ones are nobody's. */
    static final int LONGEST = 256;

    private final Map<String, Principal> byHash = new ConcurrentHashMap<>();
    private volatile Map<String, Principal> seen = new ConcurrentHashMap<>();

    /** The owner of a key, or null. */
    @Nullable
    Principal owner(String key) {
        Map<String, Principal> remembered = seen;
        Principal principal = remembered.get(key);
        if (principal != null || key.isEmpty() || key.length() > LONGEST) {
            return principal;
        }
        principal = byHash.get(hash(key));
        if (principal != null) {
            remembered.put(key, principal);
        }
        return principal;
    }

    @Nullable
    Principal ownerOfHash(String hash) {
        return byHash.get(hash);
    }

    void put(String hash, Principal principal) {
        byHash.put(hash, principal);
        seen = new ConcurrentHashMap<>();
    }

    void remove(String hash) {
        byHash.remove(hash);
        seen = new ConcurrentHashMap<>();
    }

    /** What is kept of a key. */
    static String hash(String key) {
        return HexFormat.of().formatHex(sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

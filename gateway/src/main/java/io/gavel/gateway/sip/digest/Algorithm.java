package io.gavel.gateway.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a digest is made. */
enum Algorithm {
    SHA_256("SHA-256"),
    MD5("MD5");

    private final String token;

    Algorithm(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** Without a name it is MD5; null if we do not speak it. */
    static @Nullable Algorithm of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "", "MD5" -> MD5;
            case "SHA-256" -> SHA_256;
            default -> null;
        };
    }

    String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(token);
            return HexFormat.of()
                    .formatHex(digest.digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + token, e);
        }
    }

    /** RFC 7616 §3.4.1; without qop as in RFC 2069. */
    String response(Credentials who, String realm, String nonce, String method, String uri, @Nullable Proof proof) {
        String first = hash(who.username(), realm, who.password());
        String second = hash(method, uri);
        return proof == null
                ? hash(first, nonce, second)
                : hash(first, nonce, proof.count(), proof.cnonce(), "auth", second);
    }

    /** The client's part of qop auth. */
    record Proof(String count, String cnonce) {}
}

package io.gavel.gateway.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is posted to one receiver as Standard Webhooks 1.0.0 says: HMAC-SHA-256 over {@code id.timestamp.body}, header
 * {@code webhook-signature: v1,<base64>}. Immutable; any thread. Never shows its secret.
 */
public final class Signer {
    private static final String PREFIX = "whsec_";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signer::mac);

    private final SecretKeySpec key;

    /** {@code secret}: the key's bytes, at least one. */
    public Signer(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The signer of a secret as it is written: base64 behind {@code whsec_}, or any other text as it stands. */
    public static Signer of(String secret) {
        byte[] decoded = decoded(secret);
        return new Signer(decoded == null ? secret.getBytes(StandardCharsets.UTF_8) : decoded);
    }

    /** Whether a secret says that it is base64, and is not: then it is a text like any other, which its writer did not mean. */
    public static boolean isMistyped(String secret) {
        return secret.startsWith(PREFIX) && decoded(secret) == null;
    }

    private static byte @Nullable [] decoded(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length == 0 ? null : key;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The three header lines, as {@link Endpoint#encode} wants them.
     *
     * @param id the same whenever the same thing is sent again
     * @param epochSeconds when it is sent
     */
    public byte[] headers(String id, long epochSeconds, byte[] body, int length) {
        String lines = "webhook-id: " + id + "\r\nwebhook-timestamp: " + epochSeconds + "\r\nwebhook-signature: "
                + signature(id, epochSeconds, body, length);
        return lines.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Signer[hidden]";
    }

    private String signature(String id, long epochSeconds, byte[] body, int length) {
        Mac mac = MAC.get();
        try {
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key for HMAC-SHA-256", e);
        }
        mac.update((id + "." + epochSeconds + ".").getBytes(StandardCharsets.US_ASCII));
        mac.update(body, 0, length);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

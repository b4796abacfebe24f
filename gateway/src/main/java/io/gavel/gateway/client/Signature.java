package io.gavel.gateway.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is posted as Standard Webhooks 1.0.0 says: HMAC-SHA-256 over {@code id.timestamp.body}, header
 * {@code webhook-signature: v1,<base64>}. Any thread.
 */
public final class Signature {
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signature::mac);

    private Signature() {}

    /**
     * The three header lines, as {@link Endpoint#encode} wants them.
     *
     * @param secret the key's bytes: what is behind {@code whsec_}, decoded
     * @param id the same whenever the same thing is sent again
     * @param epochSeconds when it is sent
     */
    public static byte[] headers(byte[] secret, String id, long epochSeconds, byte[] body, int length) {
        String lines = "webhook-id: " + id + "\r\nwebhook-timestamp: " + epochSeconds + "\r\nwebhook-signature: "
                + signature(secret, id, epochSeconds, body, length);
        return lines.getBytes(StandardCharsets.US_ASCII);
    }

    static String signature(byte[] secret, String id, long epochSeconds, byte[] body, int length) {
        Mac mac = MAC.get();
        try {
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key for HMAC-SHA-256", e);
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

package io.gavel.gateway.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets that the exchange shares with others to sign what it sends: derived from the instance's key and a name, so that
 * none is ever stored; the same for the life of the data directory. Any thread.
 */
public final class Secrets {
    private static final int KNOWN = 10_000;

    private final SecretKeySpec key;
    private final Map<String, byte[]> derived = new ConcurrentHashMap<>();

    Secrets(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** What deliveries to a buyer are signed with. */
    public byte[] ofBuyer(String name) {
        return derive("gavel/sign/buyer/" + name);
    }

    /** What a webhook without a secret of its own is signed with. */
    public byte[] ofWebhook(String name) {
        return derive("gavel/sign/webhook/" + name);
    }

    /** What secrets of the market document are sealed with: 32 bytes. */
    public byte[] ofMarket() {
        return derive("gavel/seal/market");
    }

    /** What answers that are kept for their Idempotency-Key are sealed with. */
    public Seal ofAnswers() {
        return new Seal(derive("gavel/seal/answers"));
    }

    /** What the file of the console's users is sealed with. */
    public Seal ofUsers() {
        return new Seal(derive("gavel/seal/users"));
    }

    /** What the file of the console's sessions is sealed with. */
    public Seal ofSessions() {
        return new Seal(derive("gavel/seal/sessions"));
    }

    /** What requests for erasure are sealed with while they are worked on. */
    public Seal ofErasures() {
        return new Seal(derive("gavel/seal/erasures"));
    }

    /** What certificates of erasure are signed with. */
    public byte[] ofCertificates() {
        return derive("gavel/sign/certificates");
    }

    /** A secret as Standard Webhooks writes it, to be shown to whom it is shared with. */
    public static String text(byte[] secret) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }

    private byte[] derive(String purpose) {
        if (derived.size() > KNOWN) {
            derived.clear();
        }
        return derived.computeIfAbsent(purpose, this::compute);
    }

    private byte[] compute(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

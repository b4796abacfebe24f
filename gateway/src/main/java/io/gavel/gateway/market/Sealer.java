package io.gavel.gateway.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides secrets of the market document that have to be used in clear later (a carrier's password, a signing secret): AES-GCM
 * (NIST SP 800-38D) under a key of this instance, so that journal, views and backups hold nothing readable. Any thread.
 */
public final class Sealer {
    private static final String MARK = "sealed:";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** {@code key}: 32 bytes, the same for the life of the data directory. */
    public Sealer(byte[] key) {
        this.key = new SecretKeySpec(key.clone(), "AES");
    }

    /** One whose key nobody knows: for checking documents, not for keeping them. */
    public static Sealer throwaway() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Sealer(key);
    }

    /** Whether a text was sealed. */
    static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    /** The hidden form, different each time. */
    public String seal(String clear) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] hidden = run(Cipher.ENCRYPT_MODE, nonce, clear.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(NONCE + hidden.length)
                .put(nonce)
                .put(hidden)
                .array();
        return MARK + Base64.getEncoder().encodeToString(all);
    }

    /**
     * What was sealed.
     *
     * @throws IllegalArgumentException if it was not sealed by this key; the message does not repeat it
     */
    public String open(String sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(MARK.length()));
            byte[] nonce = java.util.Arrays.copyOf(all, NONCE);
            byte[] hidden = java.util.Arrays.copyOfRange(all, NONCE, all.length);
            return new String(run(Cipher.DECRYPT_MODE, nonce, hidden), StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("a secret of the market document was sealed by another vault key");
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be opened", e);
        }
    }
}

package io.gavel.gateway.vault;

import io.gavel.message.FieldType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who somebody is, without saying who: HMAC-SHA-256 under a key of this instance over the kind of the value and the hex
 * SHA-256 of the value itself, cut to 64 bits. So a clear phone and a {@code phone_hash} of the same person give the same key,
 * and the journal's keys cannot be reversed by hashing all phone numbers. Any thread.
 */
public final class PersonHash {
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 64;
    /** No {@link FieldType} has this value. */
    private static final byte MARK = (byte) 0xff;

    private final ThreadLocal<Mac> mac;
    private final ThreadLocal<MessageDigest> digest = ThreadLocal.withInitial(PersonHash::sha256);

    /** {@code key} is secret and the same for the life of the data directory: see {@link Vault#persons()}. */
    public PersonHash(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256");
        this.mac = ThreadLocal.withInitial(() -> mac(secret));
    }

    /** The key of a clear value: a phone as E.164, an e-mail, or another identifying text. Never 0. */
    public long key(FieldType kind, String value) {
        return ofHash(kind, hash(kind, value));
    }

    /** The key of a name that is nobody's own, for example a visit's or an address's; of no value's kind. Never 0. */
    public long mark(String name) {
        Mac keyed = mac.get();
        keyed.update(MARK);
        return first(keyed, name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key of a value known by its hash only.
     *
     * @param sha256 hex SHA-256 of the normalised value, in any case of letters
     * @throws IllegalArgumentException if that is not 64 hex digits
     */
    public long keyOfHash(FieldType kind, String sha256) {
        if (!isHash(sha256)) {
            throw new IllegalArgumentException("not the hex form of a SHA-256");
        }
        return ofHash(kind, sha256.toLowerCase(Locale.ROOT));
    }

    /** Whether a text is the hex form of a SHA-256. */
    public static boolean isHash(String text) {
        if (text.length() != HASH_LENGTH) {
            return false;
        }
        for (int i = 0; i < HASH_LENGTH; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What is hashed: no space around, and an e-mail in lower case. */
    public static String normalised(FieldType kind, String value) {
        String stripped = value.strip();
        return kind == FieldType.EMAIL ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }

    private String hash(FieldType kind, String value) {
        return HEX.formatHex(digest.get().digest(normalised(kind, value).getBytes(StandardCharsets.UTF_8)));
    }

    private long ofHash(FieldType kind, String lowerCaseHash) {
        Mac keyed = mac.get();
        keyed.update((byte) kind.value());
        return first(keyed, lowerCaseHash.getBytes(StandardCharsets.US_ASCII));
    }

    private static long first(Mac keyed, byte[] text) {
        long key = ByteBuffer.wrap(keyed.doFinal(text)).getLong();
        return key == 0 ? 1 : key;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

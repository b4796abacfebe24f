package io.gavel.gateway.account;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of six digits that change every half a minute (RFC 6238 over RFC 4226, HMAC-SHA-1 as all apps have it). Any thread. */
public final class Totp {
    private static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    /** A code of the step before or after is good too: clocks differ (RFC 6238 §5.2). */
    private static final int DRIFT = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** A new secret: 160 bits, as RFC 4226 §4 recommends. */
    public static byte[] secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /**
     * The time step of which a code is; 0: it is wrong, or of {@code after} or before.
     *
     * @param after the step of the last code that was taken
     */
    public static long stepOf(byte[] secret, String code, long epochSeconds, long after) {
        String digits = code.replace(" ", "");
        if (!digits.matches("[0-9]{6}")) {
            return 0;
        }
        long now = epochSeconds / STEP_SECONDS;
        long found = 0;
        for (long step = now - DRIFT; step <= now + DRIFT; step++) {
            boolean isGood =
                    java.security.MessageDigest.isEqual(ascii(code(secret, step, DIGITS, "HmacSHA1")), ascii(digits));
            found = isGood && step > after ? step : found;
        }
        return found;
    }

    /** The code of a time step (RFC 4226 §5.3). */
    static String code(byte[] secret, long step, int digits, String algorithm) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
        int at = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(at) & 0x7fff_ffff;
        int power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return String.format(Locale.ROOT, "%0" + digits + "d", number % power);
    }

    /** A secret as it is typed: base 32 (RFC 4648 §6), without padding. */
    public static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8 | (each & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt(buffer << (5 - bits) & 31));
        }
        return text.toString();
    }

    /** What was typed; empty if it is no base 32. */
    public static byte[] ofBase32(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        int bits = 0;
        int buffer = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = BASE32.indexOf(text.charAt(i));
            if (value < 0) {
                return new byte[0];
            }
            buffer = (buffer << 5 | value) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}

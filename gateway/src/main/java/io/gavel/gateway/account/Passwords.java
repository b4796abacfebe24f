package io.gavel.gateway.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes, one lane: what OWASP's password storage sheet asks for. Some 40 ms each, so not
 * on an event loop.
 */
final class Passwords {
    /** Shorter ones are refused (NIST SP 800-63B asks for eight at least). */
    static final int SHORTEST = 12;

    static final int LONGEST = 256;

    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    /** Nobody's: who does not exist is answered as slowly as who does. */
    private static final String NOBODYS = "$argon2id$v=19$m=" + KIBIBYTES + ",t=" + PASSES + ",p=" + LANES
            + "$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();

    /** As it is kept: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = compute(password, salt, KIBIBYTES, PASSES, LANES, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + KIBIBYTES + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /** Whether a password is the one; {@code kept} null: it is nobody's, and takes as long. */
    boolean isRight(String password, @Nullable String kept) {
        Matcher parts = PHC.matcher(kept == null ? NOBODYS : kept);
        if (!parts.matches() || password.length() > LONGEST) {
            return false;
        }
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        byte[] again = compute(
                password,
                Base64.getDecoder().decode(parts.group(4)),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                hash.length);
        return MessageDigest.isEqual(hash, again) && kept != null;
    }

    /** Why a password may not be chosen; null: it may. */
    static @Nullable String objection(String password, String name) {
        if (password.length() < SHORTEST) {
            return "A password has " + SHORTEST + " characters at least.";
        }
        if (password.length() > LONGEST) {
            return "A password has " + LONGEST + " characters at most.";
        }
        boolean isOneCharacter = password.chars().distinct().count() < 4;
        if (isOneCharacter || password.equalsIgnoreCase(name)) {
            return "This password is too easily guessed.";
        }
        return null;
    }

    /** One that nobody chose: 20 letters and digits, 99 bits. */
    String made() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(i > 0 && i % 5 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static byte[] compute(String password, byte[] salt, int kibibytes, int passes, int lanes, int bytes) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}

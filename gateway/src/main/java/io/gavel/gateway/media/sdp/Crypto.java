package io.gavel.gateway.media.sdp;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One side's key for SRTP as it stands in {@code a=crypto} (RFC 4568 §9.1). Immutable; never shown but in a description. */
public final class Crypto {
    /** Bytes of the master key. */
    public static final int KEY_BYTES = 16;
    /** Bytes of the master salt. */
    public static final int SALT_BYTES = 14;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** How packets are protected (RFC 4568 §6.2). */
    public enum Suite {
        /** Tags of 80 bits. */
        AES_CM_128_HMAC_SHA1_80(10),
        /** Tags of 32 bits on RTP, of 80 on RTCP. */
        AES_CM_128_HMAC_SHA1_32(4);

        private final int tagBytes;

        Suite(int tagBytes) {
            this.tagBytes = tagBytes;
        }

        /** Of an RTP packet's tag. */
        public int tagBytes() {
            return tagBytes;
        }
    }

    private final int tag;
    private final Suite suite;
    private final byte[] key;

    private Crypto(int tag, Suite suite, byte[] key) {
        this.tag = tag;
        this.suite = suite;
        this.key = key;
    }

    /** A new key of ours. */
    static Crypto random(int tag, Suite suite) {
        byte[] key = new byte[KEY_BYTES + SALT_BYTES];
        RANDOM.nextBytes(key);
        return new Crypto(tag, suite, key);
    }

    /** The same key under another number. */
    Crypto tagged(int other) {
        return other == tag ? this : new Crypto(other, suite, key);
    }

    /**
     * Reads {@code 1 AES_CM_128_HMAC_SHA1_80 inline:…|2^20}.
     *
     * @return null if it is broken, or asks for what we do not do: key identifiers, several keys, session parameters
     */
    public static @Nullable Crypto parse(String attribute) {
        String[] parts = attribute.strip().split(" +", -1);
        if (parts.length < 3
                || !Digits.areDigits(parts[0])
                || parts[0].length() > 9
                || !parts[2].startsWith("inline:")) {
            return null;
        }
        for (int at = 3; at < parts.length; at++) {
            if (!parts[at].startsWith("-") && !parts[at].startsWith("WSH=")) {
                return null;
            }
        }
        Suite suite = null;
        for (Suite known : Suite.values()) {
            suite = known.name().equals(parts[1]) ? known : suite;
        }
        String[] inline = parts[2].substring("inline:".length()).split("\\|", -1);
        boolean plain = inline.length == 1 || (inline.length == 2 && inline[1].indexOf(':') < 0);
        if (suite == null || !plain || parts[2].indexOf(';') >= 0) {
            return null;
        }
        try {
            byte[] key = Base64.getDecoder().decode(inline[0]);
            return key.length == KEY_BYTES + SALT_BYTES ? new Crypto(Integer.parseInt(parts[0]), suite, key) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Its number among those that were offered. */
    public int tag() {
        return tag;
    }

    public Suite suite() {
        return suite;
    }

    /** The master key. */
    public byte[] key() {
        return Arrays.copyOf(key, KEY_BYTES);
    }

    /** The master salt. */
    public byte[] salt() {
        return Arrays.copyOfRange(key, KEY_BYTES, key.length);
    }

    /** The attribute's value, with the key. */
    public String attribute() {
        return tag + " " + suite.name() + " inline:" + Base64.getEncoder().encodeToString(key);
    }

    /** Whether packets are protected in the same way; the number says nothing. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Crypto that && suite == that.suite && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return tag + " " + suite;
    }
}

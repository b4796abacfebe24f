package io.gavel.message;

/**
 * The public form of ids that are sequences inside: 13 characters of Crockford base32, scattered by a bijection so that
 * neighbours do not look alike and volume cannot be read off them. Not a secret: whoever may see an id is checked elsewhere.
 * Any thread.
 */
public final class Ids {
    /** Characters of a formatted id. */
    public static final int LENGTH = 13;

    private static final byte[] ALPHABET =
            "0123456789abcdefghjkmnpqrstvwxyz".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] DIGIT = new byte[128];
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long INVERSE = inverse(FACTOR);
    private static final long MASK = 0x5DEECE66DA3B1C57L;

    static {
        java.util.Arrays.fill(DIGIT, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            DIGIT[ALPHABET[i]] = (byte) i;
            DIGIT[Character.toUpperCase(ALPHABET[i])] = (byte) i;
        }
    }

    private Ids() {}

    /** The text of an id. */
    public static String text(long id) {
        byte[] out = new byte[LENGTH];
        write(id, out, 0);
        return new String(out, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Writes the 13 characters of an id into {@code out} from {@code offset}; allocates nothing. */
    public static void write(long id, byte[] out, int offset) {
        long scattered = Long.reverse(id * FACTOR) * FACTOR ^ MASK;
        for (int i = LENGTH - 1; i >= 0; i--) {
            out[offset + i] = ALPHABET[(int) (scattered & 31)];
            scattered >>>= 5;
        }
    }

    /** The id of a text, or -1 if it is not the text of a positive id. */
    public static long parse(CharSequence text) {
        if (text.length() != LENGTH) {
            return -1;
        }
        long scattered = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? DIGIT[c] : -1;
            if (digit < 0 || (i == 0 && digit > 15)) {
                return -1;
            }
            scattered = scattered << 5 | digit;
        }
        long id = Long.reverse((scattered ^ MASK) * INVERSE) * INVERSE;
        return id > 0 ? id : -1;
    }

    /** Newton's iteration for the inverse of an odd number modulo 2^64. */
    private static long inverse(long odd) {
        long x = odd;
        for (int i = 0; i < 5; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }
}

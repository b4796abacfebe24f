package io.gavel.gateway.vault;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a lead is kept: its fields as a JSON object and, if there is evidence of consent, a line feed and that as another. In JSON as
 * this exchange writes it no line feed stands for itself. Any thread.
 */
public final class LeadText {
    private static final byte BETWEEN = '\n';

    private LeadText() {}

    /** Both as one text; {@code consent} empty: there is none. */
    public static byte[] of(byte[] fields, byte[] consent) {
        if (consent.length == 0) {
            return fields;
        }
        byte[] whole = Arrays.copyOf(fields, fields.length + 1 + consent.length);
        whole[fields.length] = BETWEEN;
        System.arraycopy(consent, 0, whole, fields.length + 1, consent.length);
        return whole;
    }

    /** The fields. */
    public static byte[] fields(byte[] whole) {
        int at = end(whole);
        return at == whole.length ? whole : Arrays.copyOf(whole, at);
    }

    /** The evidence of consent, null if there is none. */
    public static byte @Nullable [] consent(byte[] whole) {
        int at = end(whole);
        return at == whole.length ? null : Arrays.copyOfRange(whole, at + 1, whole.length);
    }

    private static int end(byte[] whole) {
        int at = 0;
        while (at < whole.length && whole[at] != BETWEEN) {
            at++;
        }
        return at;
    }
}

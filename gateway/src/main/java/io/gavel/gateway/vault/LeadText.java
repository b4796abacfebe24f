package io.gavel.gateway.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a lead is kept: its fields as a JSON object and, if there is evidence of consent, a line feed and that as another. In JSON as
 * this exchange writes it no line feed stands for itself. Any thread.
 */
public final class LeadText {
    /** In what is told of a lead's origin: the entry of the visit that told it, in the vault of visits. */
    public static final String VISIT = "visit_ref";

    private static final byte BETWEEN = '\n';
    private static final JsonFactory FACTORY = new JsonFactory();

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

    /** What an origin has as {@link #VISIT}; 0: nothing. */
    public static long visitRef(byte[] origin) throws IOException {
        try (JsonParser json = FACTORY.createParser(origin)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    boolean isNumber = json.nextToken() == JsonToken.VALUE_NUMBER_INT;
                    if (isNumber && name.equals(VISIT)) {
                        return json.getLongValue();
                    }
                    json.skipChildren();
                }
            }
            return 0;
        }
    }

    private static int end(byte[] whole) {
        int at = 0;
        while (at < whole.length && whole[at] != BETWEEN) {
            at++;
        }
        return at;
    }
}

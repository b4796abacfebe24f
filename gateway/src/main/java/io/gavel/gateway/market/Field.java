package io.gavel.gateway.market;

import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import io.gavel.message.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a vertical.
 *
 * @param id 1 to 255, stable for the name within its vertical; 0: the score
 * @param requiredInPing whether a ping without it is refused
 * @param requiredInPost whether a post without it is refused (true if a ping has to have it)
 * @param personal whether it goes to the vault only: not in pings, filters, bid requests or on the line
 * @param min the least value, coded as the type says (decimal: micro-units, date: epoch days); Long.MIN_VALUE if none
 * @param max the greatest value, likewise; Long.MAX_VALUE if none
 * @param values an enum's, in the document's order; else empty
 * @param calling derived: whether the person may be called now; null: it is given
 */
public record Field(
        int id,
        String name,
        FieldType type,
        boolean requiredInPing,
        boolean requiredInPost,
        boolean personal,
        long min,
        long max,
        List<String> values,
        @Nullable CallingHours calling) {

    /** A field that is given. */
    public Field(
            int id,
            String name,
            FieldType type,
            boolean requiredInPing,
            boolean requiredInPost,
            boolean personal,
            long min,
            long max,
            List<String> values) {
        this(id, name, type, requiredInPing, requiredInPost, personal, min, max, values, null);
    }

    /** The score, which every lead and call has as soon as enough outcomes are known, and no document. */
    public static final Field SCORE =
            new Field(Attributes.SCORE, "score", FieldType.DECIMAL, false, false, false, 0, Money.UNIT, List.of());

    /** Whether an enum has this value. */
    public boolean hasValue(String value) {
        return values.contains(value);
    }

    /** The enum's value of a code, or null. */
    public @Nullable String value(long code) {
        for (String value : values) {
            if (Coding.hash(value) == code) {
                return value;
            }
        }
        return null;
    }
}

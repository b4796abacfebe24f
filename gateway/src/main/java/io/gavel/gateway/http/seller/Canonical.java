package io.gavel.gateway.http.seller;

import io.gavel.gateway.http.JsonBytes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Coded values as JSON again. Any thread. */
final class Canonical {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final long HIGHEST_UNPADDED = 10_000;

    private Canonical() {}

    /** Writes one value; {@code text} is given for enums and texts. */
    static void write(JsonBytes json, FieldType type, long value, @Nullable String text) {
        switch (type) {
            case BOOLEAN -> json.raw(value == 0 ? FALSE : TRUE);
            case DECIMAL -> json.money(value);
            case DATE -> json.string(LocalDate.ofEpochDay(value).toString());
            case ZIP -> zip(json, value);
            case US_STATE -> json.string(Coding.usState(value));
            case ENUM, TEXT -> json.string(text == null ? "" : text);
            default -> json.number(value);
        }
    }

    private static void zip(JsonBytes json, long zip) {
        json.raw('"');
        for (long unit = HIGHEST_UNPADDED; unit > 1 && zip < unit; unit /= 10) {
            json.raw('0');
        }
        json.number(zip).raw('"');
    }
}

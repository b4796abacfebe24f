package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import io.gavel.message.FieldType;
import java.util.ArrayList;
import java.util.List;

/** A vertical with a field of every type, named after it in lower case; phone and e-mail are personal. For tests. */
public final class SomeVertical {
    private SomeVertical() {}

    public static Vertical ofEveryType() {
        List<Field> fields = new ArrayList<>();
        for (FieldType type : FieldType.values()) {
            if (type != FieldType.NULL_VAL) {
                boolean personal = type == FieldType.PHONE || type == FieldType.EMAIL;
                List<String> values = type == FieldType.ENUM ? List.of("good", "bad") : List.of();
                fields.add(new Field(
                        fields.size() + 1,
                        type.name().toLowerCase(java.util.Locale.ROOT),
                        type,
                        false,
                        false,
                        personal,
                        Long.MIN_VALUE + 1,
                        Long.MAX_VALUE,
                        values));
            }
        }
        return new Vertical(new Entity(EntityKind.VERTICAL, 1, "every", 1, false, ""), fields);
    }

    /** With a ZIP code, a phone, and whether the person may be called from 8 to 21 o'clock. */
    public static Vertical withCallingHours() {
        CallingHours hours = new CallingHours(8 * 60, 21 * 60);
        return new Vertical(
                new Entity(EntityKind.VERTICAL, 1, "called", 1, false, ""),
                List.of(
                        new Field(1, "zip", FieldType.ZIP, false, false, false, 0, 99_999, List.of()),
                        new Field(2, "phone", FieldType.PHONE, false, false, true, 0, 0, List.of()),
                        new Field(3, "may_call", FieldType.BOOLEAN, false, false, false, 0, 1, List.of(), hours)));
    }
}

package io.gavel.core.market;

import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import io.gavel.message.VerticalPutDecoder;

/** The typed fields of a kind of lead. */
final class Vertical extends Entity {
    /** Fields of so many values that each has a row of its own in the index only where it is asked for. */
    private final boolean[] wide = new boolean[Attributes.MAX_FIELDS];

    Vertical(int id) {
        super(id);
    }

    void read(VerticalPutDecoder put) {
        java.util.Arrays.fill(wide, false);
        for (VerticalPutDecoder.FieldsDecoder fields = put.fields(); fields.hasNext(); ) {
            fields.next();
            if (fields.fieldId() < wide.length) {
                FieldType type = fields.fieldType();
                wide[fields.fieldId()] = type == FieldType.ZIP || type == FieldType.TEXT;
            }
        }
    }

    boolean wide(int field) {
        return wide[field];
    }
}

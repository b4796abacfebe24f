package io.gavel.gateway.market;

import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import org.jspecify.annotations.Nullable;

/** Fields of a vertical as callers press them on their keys, coded into attributes. Pure; one thread. */
public record PressedFields(Vertical vertical, Attributes attributes) implements FlowWalk.Fields {
    /** False if it is no value of this field: ask again. What the vertical does not have is not kept. */
    @Override
    public boolean keep(String name, String pressed) {
        Field field = vertical.field(name);
        return field == null || (!field.personal() && keep(field, pressed));
    }

    /** The same of a field that is there, whoever says it. */
    public boolean keep(Field field, String text) {
        switch (field.type()) {
            case BOOLEAN -> attributes.set(field.id(), text.equals("1") ? 1 : 0);
            case INTEGER -> {
                Long number = number(text);
                if (number == null || number < field.min() || number > field.max()) {
                    return false;
                }
                attributes.set(field.id(), number);
            }
            case ZIP -> {
                Long zip = text.length() == 5 ? number(text) : null;
                if (zip == null) {
                    return false;
                }
                attributes.set(field.id(), zip);
            }
            case ENUM -> {
                if (!field.hasValue(text)) {
                    return false;
                }
                attributes.set(field.id(), Coding.hash(text));
            }
            case TEXT -> attributes.set(field.id(), text);
            case DECIMAL, DATE, US_STATE, PHONE, EMAIL, NULL_VAL -> {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}

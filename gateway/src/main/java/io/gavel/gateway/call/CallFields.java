package io.gavel.gateway.call;

import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Attributes;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import org.jspecify.annotations.Nullable;

/** What is known of a caller as the auction sees it: the vertical's fields, coded. Pure; one thread. */
final class CallFields {
    private static final String STATE = "state";
    private static final String ZONE = "time_zone";
    private static final String CITY = "city";
    private static final String VERIFICATION = "verstat";

    private final Vertical vertical;
    private final Attributes attributes = new Attributes();

    CallFields(Vertical vertical) {
        this.vertical = vertical;
    }

    Attributes attributes() {
        return attributes;
    }

    /** What the carrier and the caller's number say. */
    CallFields of(CallerPlace place, @Nullable String verification) {
        Field state = vertical.field(STATE);
        if (state != null && state.type() == FieldType.US_STATE && place.state() != 0) {
            attributes.set(state.id(), place.state());
        }
        text(ZONE, place.timeZone());
        text(CITY, place.city());
        text(VERIFICATION, verification);
        return this;
    }

    private void text(String name, @Nullable String value) {
        Field field = vertical.field(name);
        if (field != null && value != null && !field.personal()) {
            keep(field, value);
        }
    }

    /** What the caller pressed. False if it is no value of this field: ask again. What the vertical does not have is not kept. */
    boolean keep(String name, String pressed) {
        Field field = vertical.field(name);
        return field == null || (!field.personal() && keep(field, pressed));
    }

    private boolean keep(Field field, String text) {
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

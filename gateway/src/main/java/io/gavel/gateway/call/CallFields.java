package io.gavel.gateway.call;

import io.gavel.gateway.market.CallerPlace;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.FlowWalk;
import io.gavel.gateway.market.PressedFields;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.Attributes;
import io.gavel.message.FieldType;
import org.jspecify.annotations.Nullable;

/** What is known of a caller as the auction sees it: the vertical's fields, coded. Pure; one thread. */
final class CallFields implements FlowWalk.Fields {
    private static final String STATE = "state";
    private static final String ZONE = "time_zone";
    private static final String CITY = "city";
    private static final String VERIFICATION = "verstat";

    private final Vertical vertical;
    private final Attributes attributes = new Attributes();
    private final PressedFields pressedFields;

    CallFields(Vertical vertical) {
        this.vertical = vertical;
        this.pressedFields = new PressedFields(vertical, attributes);
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
            boolean unused = pressedFields.keep(field, value);
        }
    }

    /** What the caller pressed. False if it is no value of this field: ask again. What the vertical does not have is not kept. */
    @Override
    public boolean keep(String name, String pressed) {
        return pressedFields.keep(name, pressed);
    }
}

package io.gavel.gateway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.market.WebhookEvents;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The events that webhooks may ask for are those that there are. */
class EventTypesTest {
    @Test
    void theMarketKnowsEveryTypeOfEvent() throws IllegalAccessException {
        Set<String> types = new TreeSet<>();
        for (Field field : Event.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                types.add(String.valueOf(field.get(null)));
            }
        }

        assertEquals(types, new TreeSet<>(WebhookEvents.TYPES));
    }
}

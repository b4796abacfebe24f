package io.gavel.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A field of a vertical, as far as somebody has to know it who fills in a form. */
public record SampleField(
        String name, String type, int min, int max, List<String> values, boolean inPing, boolean required) {

    private static final Set<String> ALWAYS_PERSONAL = Set.of("phone", "email");
    private static final int LEAST = 1;
    private static final int MOST = 100;

    static SampleField read(String name, JsonNode field) {
        List<String> values = new ArrayList<>();
        field.path("values").forEach(value -> values.add(value.asText()));
        return new SampleField(
                name,
                field.path("type").asText(),
                field.path("min").asInt(LEAST),
                field.path("max").asInt(MOST),
                List.copyOf(values),
                !field.path("personal").asBoolean(false)
                        && !ALWAYS_PERSONAL.contains(field.path("type").asText()),
                field.has("required"));
    }
}

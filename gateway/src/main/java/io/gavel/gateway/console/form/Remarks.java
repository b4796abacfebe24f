package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form.
 *
 * @param byField by a field's key
 * @param others what no field is to blame for
 */
public record Remarks(Map<String, List<String>> byField, List<String> others) {
    /** The key of the name of something new, which is no part of its document. */
    public static final String ID = "id";

    public static final Remarks NONE = new Remarks(Map.of(), List.of());

    /** {@code name}: of whose document the problems are. */
    public static Remarks of(Shape shape, String name, List<Problem> problems) {
        Map<String, List<String>> byField = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        String prefix = shape.section().key() + "." + name + ".";
        for (Problem problem : problems) {
            String key = problem.key().startsWith(prefix) ? problem.key().substring(prefix.length()) : problem.key();
            Entry entry = field(shape, key);
            if (key.equals(ID)) {
                byField.computeIfAbsent(ID, unknown -> new ArrayList<>()).add(problem.message());
            } else if (entry == null) {
                others.add(problem.toString());
            } else {
                String inside = key.equals(entry.key()) ? "" : inside(key, entry.key());
                byField.computeIfAbsent(entry.key(), unknown -> new ArrayList<>())
                        .add(inside + problem.message());
            }
        }
        return new Remarks(byField, others);
    }

    /** The field of a key; of what is inside a field's value, that field; of a map whose fields there are, the first of them. */
    private static @Nullable Entry field(Shape shape, String key) {
        for (Entry entry : shape.entries()) {
            if (key.equals(entry.key()) || key.startsWith(entry.key() + ".") || key.startsWith(entry.key() + "[")) {
                return entry;
            }
        }
        for (Entry entry : shape.entries()) {
            if (entry.key().startsWith(key + ".")) {
                return entry;
            }
        }
        return null;
    }

    private static String inside(String key, String field) {
        return key.length() > field.length() ? key.substring(field.length()).replaceAll("^\\.", "") + ": " : "";
    }

    public boolean isEmpty() {
        return byField.isEmpty() && others.isEmpty();
    }

    public List<String> of(String field) {
        return byField.getOrDefault(field, List.of());
    }
}

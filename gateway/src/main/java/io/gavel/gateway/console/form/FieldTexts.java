package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A vertical's fields as people write them, a line each: {@code age: integer 16 to 110, on ping} or {@code credit: one of poor | good}.
 * What this cannot say stands in its line as the market document has it.
 */
final class FieldTexts {
    private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,30})?";
    private static final String BOUND = "[0-9.:-]+";
    private static final Pattern RANGE = Pattern.compile(
            "([a-z_]+)(?: from (" + BOUND + ")| up to (" + BOUND + ")| (" + BOUND + ") to (" + BOUND + "))?");
    private static final Pattern CALLING = Pattern.compile("callable ([0-9:]+) to ([0-9:]+)");
    private static final String ONE_OF = "one of ";
    private static final Set<String> SAID =
            Set.of("type", "required", "personal", "min", "max", "values", "calling_hours");

    private FieldTexts() {}

    /** Of the map that a document has. */
    static String text(Node fields) {
        List<String> lines = new ArrayList<>();
        for (String name : fields.keys()) {
            Node field = fields.get(name);
            if (field != null) {
                String said = said(field);
                lines.add(name + ": " + (said == null ? NodeWriter.json(field) : said));
            }
        }
        return String.join("\n", lines);
    }

    /** Null: it cannot be said in words. */
    private static @Nullable String said(Node field) {
        Node type = field.get("type");
        if (type == null || !SAID.containsAll(field.keys())) {
            return null;
        }
        Node values = field.get("values");
        StringBuilder text = new StringBuilder();
        if (values != null) {
            boolean isPlain = type.text().equals("enum")
                    && values.isList()
                    && values.values().stream().noneMatch(value -> value.text().matches(".*[,|{].*| .*|.* |"));
            if (!isPlain) {
                return null;
            }
            text.append(ONE_OF).append(values.values().stream().map(Node::text).collect(Collectors.joining(" | ")));
        } else {
            text.append(type.text());
        }
        Node min = field.get("min");
        Node max = field.get("max");
        if (min != null && max != null) {
            text.append(' ').append(min.text()).append(" to ").append(max.text());
        } else if (min != null) {
            text.append(" from ").append(min.text());
        } else if (max != null) {
            text.append(" up to ").append(max.text());
        }
        Node required = field.get("required");
        if (required != null
                && !required.text().equals("false")
                && !required.text().equals("no")) {
            text.append(required.text().equals("ping") ? ", on ping" : ", on post");
        }
        Node personal = field.get("personal");
        if (personal != null) {
            text.append(personal.text().equals("true") ? ", personal" : ", not personal");
        }
        Node calling = field.get("calling_hours");
        if (calling != null) {
            Node from = calling.get("from");
            Node to = calling.get("to");
            if (from == null || to == null) {
                return null;
            }
            text.append(", callable ").append(from.text()).append(" to ").append(to.text());
        }
        return text.toString();
    }

    /** The document's map of them; {@code key}: where what is wrong stands. */
    static Node node(String text, String key, Problems problems) {
        Node fields = Node.map(0);
        for (String line : text.split("\n", -1)) {
            String one = line.strip();
            if (one.isEmpty()) {
                continue;
            }
            int colon = one.indexOf(':');
            String name = colon < 0 ? "" : one.substring(0, colon).strip();
            String said = one.substring(colon + 1).strip();
            Node field = name.isEmpty() ? null : said.startsWith("{") ? written(said, key, problems) : field(said);
            if (field == null) {
                problems.add(
                        key,
                        0,
                        "“" + one + "” is not like “age: integer 16 to 110, on ping” or “credit: one of poor | good”");
            } else if (!fields.put(name, field)) {
                problems.add(key, 0, name + " is there twice");
            }
        }
        return fields;
    }

    private static Node written(String said, String key, Problems problems) {
        Problems own = new Problems();
        Node read = NodeReader.yaml(said, own);
        for (Problem problem : own.list()) {
            problems.add(key, 0, problem.message());
        }
        return read;
    }

    /** Null: nobody understands it. */
    private static @Nullable Node field(String said) {
        String[] parts = said.split(",", -1);
        Node field = Node.map(0);
        if (!type(parts[0].strip().replaceAll("\\s+", " "), field)) {
            return null;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            Matcher calling = CALLING.matcher(part);
            boolean isNew = switch (part) {
                case "on ping" -> field.put("required", text("ping"));
                case "on post" -> field.put("required", text("post"));
                case "personal" -> field.put("personal", Node.scalar(Node.Kind.BOOLEAN, 0, "true"));
                case "not personal" -> field.put("personal", Node.scalar(Node.Kind.BOOLEAN, 0, "false"));
                default -> calling.matches() && field.put("calling_hours", hours(calling));
            };
            if (!isNew) {
                return null;
            }
        }
        return field;
    }

    private static boolean type(String text, Node field) {
        if (text.startsWith(ONE_OF)) {
            Node values = Node.list(0);
            for (String value : text.substring(ONE_OF.length()).split("\\|", -1)) {
                if (!value.isBlank()) {
                    values.add(text(value.strip()));
                }
            }
            field.put("type", text("enum"));
            return field.put("values", values);
        }
        Matcher range = RANGE.matcher(text.toLowerCase(Locale.ROOT));
        if (!range.matches()) {
            return false;
        }
        field.put("type", text(range.group(1)));
        String min = range.group(2) != null ? range.group(2) : range.group(4);
        String max = range.group(3) != null ? range.group(3) : range.group(5);
        if (min != null) {
            field.put("min", bound(min));
        }
        if (max != null) {
            field.put("max", bound(max));
        }
        return true;
    }

    private static Node hours(Matcher calling) {
        Node hours = Node.map(0);
        hours.put("from", text(calling.group(1)));
        hours.put("to", text(calling.group(2)));
        return hours;
    }

    private static Node bound(String text) {
        return Node.scalar(text.matches(NUMBER) ? Node.Kind.NUMBER : Node.Kind.TEXT, 0, text);
    }

    private static Node text(String text) {
        return Node.scalar(Node.Kind.TEXT, 0, text);
    }
}

package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter against the fields of its campaign's vertical. A map is one of {@code all}, {@code any}, {@code not}, or a
 * predicate: {@code field} and one or more operators, which then must all hold. Any thread.
 */
final class FilterReader {
    private static final int MOST_PARTS = 10_000;
    private static final List<String> COMBINED = List.of("all", "any", "not");

    private final Vertical vertical;
    private final Problems problems;

    FilterReader(Vertical vertical, Problems problems) {
        this.vertical = vertical;
        this.problems = problems;
    }

    /** What the node says; null after a problem. */
    @Nullable
    Filter read(Node node, String path) {
        if (!node.isMap()) {
            problems.add(path, node, "expected a map with all, any, not or field, found " + node.describe());
            return null;
        }
        for (String word : COMBINED) {
            Node parts = node.get(word);
            if (parts != null) {
                return combined(node, word, parts, path);
            }
        }
        return predicate(node, path);
    }

    private @Nullable Filter combined(Node node, String word, Node parts, String path) {
        for (String key : node.keys()) {
            if (!key.equals(word)) {
                problems.add(path + "." + key, line(node, key), "cannot stand beside " + word + ": put both into all");
            }
        }
        String inside = path + "." + word;
        if (word.equals("not")) {
            Filter part = read(parts, inside);
            return part == null ? null : new Filter.Not(part);
        }
        if (!parts.isList()) {
            problems.add(inside, parts, "expected a list, found " + parts.describe());
            return null;
        }
        if (parts.values().size() > MOST_PARTS) {
            problems.add(inside, parts, "has more than " + MOST_PARTS + " parts");
            return null;
        }
        if (word.equals("any") && parts.values().isEmpty()) {
            problems.add(inside, parts, "any of nothing is never true");
        }
        List<Filter> read = new ArrayList<>();
        for (int i = 0; i < parts.values().size(); i++) {
            Filter part = read(parts.values().get(i), inside + "[" + i + "]");
            if (part != null) {
                read.add(part);
            }
        }
        return word.equals("all") ? new Filter.All(List.copyOf(read)) : new Filter.Any(List.copyOf(read));
    }

    private @Nullable Filter predicate(Node node, String path) {
        Field field = field(node, path);
        List<Filter> tests = new ArrayList<>();
        int operators = 0;
        for (String key : node.keys()) {
            if (key.equals("field")) {
                continue;
            }
            operators++;
            Filter.Operator operator = Filter.Operator.of(key);
            if (operator == null) {
                problems.add(
                        path + "." + key,
                        line(node, key),
                        "is no operator" + Suggestion.of(key, Filter.Operator.WORDS));
            } else if (field != null) {
                tests.addAll(test(field, operator, value(node, key), path + "." + key));
            }
        }
        if (operators == 0) {
            problems.add(path, node, "has no operator: " + String.join(", ", Filter.Operator.WORDS));
        }
        return tests.isEmpty() ? null : tests.size() == 1 ? tests.get(0) : new Filter.All(List.copyOf(tests));
    }

    private @Nullable Field field(Node node, String path) {
        Node name = node.get("field");
        if (name == null || name.kind() != Node.Kind.TEXT) {
            problems.add(path, node, "expected all, any, not, or a field and an operator");
            return null;
        }
        Field field = vertical.inFilters(name.text());
        if (field == null) {
            List<String> names = vertical.fields().stream().map(Field::name).toList();
            problems.add(
                    path + ".field",
                    name,
                    "vertical " + vertical.name() + " has no field " + name.text() + Suggestion.of(name.text(), names));
            return null;
        }
        if (field.personal()) {
            problems.add(path + ".field", name, field.name() + " is personal: no filter sees it");
            return null;
        }
        return field;
    }

    private List<Filter> test(Field field, Filter.Operator operator, Node node, String path) {
        if (operator == Filter.Operator.EXISTS) {
            if (node.kind() != Node.Kind.BOOLEAN) {
                problems.add(path, node, "expected true or false, found " + node.describe());
                return List.of();
            }
            long wanted = node.text().equals("true") ? 1 : 0;
            return List.of(new Filter.Test(field, operator, List.of(wanted), List.of()));
        }
        if (!operator.fits(field.type())) {
            problems.add(
                    path, node, operator.word() + " does not go with " + field.name() + ", which is " + words(field));
            return List.of();
        }
        return new OperandReader(field, operator, path, problems).read(node);
    }

    private static String words(Field field) {
        return field.type().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Node value(Node node, String key) {
        Node value = node.get(key);
        return value == null ? Node.EMPTY_MAP : value;
    }

    private static int line(Node node, String key) {
        return value(node, key).line();
    }
}

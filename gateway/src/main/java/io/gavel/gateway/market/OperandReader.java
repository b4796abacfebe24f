package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import io.gavel.message.Coding;
import io.gavel.message.FieldType;
import io.gavel.message.Money;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an operator compares a field with, coded as the field's type says. What can never be true is a problem. */
final class OperandReader {
    private static final int MOST = 50_000;
    private static final int LONGEST_TEXT = 1000;

    private final Field field;
    private final Filter.Operator operator;
    private final String path;
    private final Problems problems;
    private boolean wrong;

    OperandReader(Field field, Filter.Operator operator, String path, Problems problems) {
        this.field = field;
        this.operator = operator;
        this.path = path;
        this.problems = problems;
    }

    /** The predicate; none after a problem. */
    List<Filter> read(Node node) {
        List<Node> items = items(node);
        if (items.isEmpty() || wrong) {
            return List.of();
        }
        Filter test = field.type() == FieldType.TEXT ? texts(items) : coded(node, items);
        return wrong ? List.of() : List.of(test);
    }

    private List<Node> items(Node node) {
        boolean list = switch (operator) {
            case IN, NOT_IN, BETWEEN -> true;
            case STARTS_WITH -> node.isList();
            default -> false;
        };
        if (!list) {
            return List.of(node);
        }
        if (!node.isList() || node.values().isEmpty()) {
            return refuse(
                    node, "expected a list of values, found " + (node.isList() ? "an empty one" : node.describe()));
        }
        if (operator == Filter.Operator.BETWEEN && node.values().size() != 2) {
            return refuse(node, "expected two values, [from, to]");
        }
        if (node.values().size() > MOST) {
            return refuse(node, "has more than " + MOST + " values");
        }
        return node.values();
    }

    private Filter texts(List<Node> items) {
        Set<String> texts = new LinkedHashSet<>();
        for (Node item : items) {
            boolean scalar = item.kind() == Node.Kind.TEXT || item.kind() == Node.Kind.NUMBER;
            if (!scalar || item.text().isEmpty() || item.text().length() > LONGEST_TEXT) {
                refuse(item, "expected a text of 1 to " + LONGEST_TEXT + " characters, found " + item.describe());
            } else {
                texts.add(item.text());
            }
        }
        return new Filter.Test(field, operator, List.of(), List.copyOf(texts));
    }

    private Filter coded(Node node, List<Node> items) {
        if (operator == Filter.Operator.STARTS_WITH) {
            return prefixes(items);
        }
        Set<Long> values = new LinkedHashSet<>();
        List<Long> ends = new ArrayList<>();
        for (Node item : items) {
            Long value = value(item);
            if (value != null) {
                values.add(value);
                ends.add(value);
            }
        }
        if (!wrong) {
            checkRange(node, ends);
        }
        List<Long> kept = operator == Filter.Operator.BETWEEN ? ends : List.copyOf(values);
        return new Filter.Test(field, operator, List.copyOf(kept), List.of());
    }

    /** A zip's: each prefix is a range of numbers; kept as from, to, from, to … */
    private Filter prefixes(List<Node> items) {
        List<Long> ranges = new ArrayList<>();
        for (Node item : items) {
            String digits = item.text();
            if (!digits.matches("[0-9]{1,5}")) {
                refuse(item, "expected 1 to 5 digits of a zip, found " + item.describe());
                continue;
            }
            ranges.add(Long.valueOf((digits + "00000").substring(0, 5)));
            ranges.add(Long.valueOf((digits + "99999").substring(0, 5)));
        }
        List<String> texts = items.stream().map(Node::text).toList();
        return new Filter.Test(field, operator, List.copyOf(ranges), texts);
    }

    private @Nullable Long value(Node item) {
        return switch (field.type()) {
            case BOOLEAN ->
                item.kind() == Node.Kind.BOOLEAN
                        ? Long.valueOf(item.text().equals("true") ? 1 : 0)
                        : expected(item, "true or false");
            case INTEGER -> orExpected(Values.integer(item), item, "a whole number");
            case DECIMAL -> {
                long micros = Values.decimal(item);
                yield micros == Money.INVALID ? expected(item, "a decimal number") : Long.valueOf(micros);
            }
            case DATE -> orExpected(Values.date(item), item, "a date like 2026-11-22");
            case ZIP -> orExpected(Values.zip(item), item, "a zip of five digits");
            case US_STATE -> orExpected(Values.usState(item), item, "a state's two capital letters");
            case ENUM -> {
                if (item.kind() != Node.Kind.LIST && field.hasValue(item.text())) {
                    yield Coding.hash(item.text());
                }
                refuse(
                        item,
                        item.describe() + " is no value of " + field.name() + " (" + String.join(", ", field.values())
                                + ")" + Suggestion.of(item.text(), field.values()));
                yield null;
            }
            default -> expected(item, "no predicate");
        };
    }

    private void checkRange(Node node, List<Long> values) {
        long first = values.get(0);
        long last = values.get(values.size() - 1);
        switch (operator) {
            case IS, IS_NOT, IN, NOT_IN -> {
                for (long value : values) {
                    never(node, value < field.min() || value > field.max());
                }
            }
            case BETWEEN -> {
                if (first > last) {
                    refuse(node, "from is above to");
                }
                never(node, last < field.min() || first > field.max());
            }
            case LESS_THAN -> never(node, first <= field.min());
            case AT_LEAST -> never(node, first > field.max());
            default -> {
                // the others have no order
            }
        }
    }

    private void never(Node node, boolean outside) {
        if (outside && !wrong) {
            refuse(node, "is outside of what " + field.name() + " may be (its min and max)");
        }
    }

    private @Nullable Long orExpected(@Nullable Long value, Node item, String what) {
        return value == null ? expected(item, what) : value;
    }

    private @Nullable Long expected(Node item, String what) {
        refuse(item, "expected " + what + ", found " + item.describe());
        return null;
    }

    private List<Node> refuse(Node node, String message) {
        wrong = true;
        problems.add(path, node, message);
        return List.of();
    }
}

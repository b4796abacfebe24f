package io.gavel.gateway.console;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.market.Field;
import io.gavel.gateway.market.Filters;
import io.gavel.gateway.market.Vertical;
import io.gavel.message.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter as rows of field, operator and value, all or any of which have to hold: what people build. Deeper ones are written.
 *
 * @param match {@code all} or {@code any}
 */
record FilterRows(String match, List<Row> rows) {
    private static final int MOST = 30;

    /** One predicate; a list's values with commas between them. */
    record Row(String field, String operator, String value) {
        boolean isEmpty() {
            return field.isEmpty();
        }
    }

    /** What the address or a form says: {@code f0, o0, v0 …}; rows without a field are left out. */
    static FilterRows of(Query query) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            Row row = new Row(query.text("f" + i), query.text("o" + i), query.text("v" + i));
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return new FilterRows(query.text("match").equals("any") ? "any" : "all", rows);
    }

    /** What a document says; null if it is deeper than rows can say. */
    static @Nullable FilterRows of(@Nullable Node filter) {
        if (filter == null || filter.keys().isEmpty()) {
            return new FilterRows("all", List.of());
        }
        Node any = filter.get("any");
        Node all = any == null ? filter.get("all") : any;
        List<Node> parts = all == null ? List.of(filter) : all.values();
        List<Row> rows = new ArrayList<>();
        for (Node part : parts) {
            Node field = part.get("field");
            boolean isSeveral = any != null && part.keys().size() > 2;
            if (field == null || isSeveral || !rows(field.text(), part, rows)) {
                return null;
            }
        }
        return rows.size() > MOST ? null : new FilterRows(any == null ? "all" : "any", rows);
    }

    private static boolean rows(String field, Node part, List<Row> into) {
        for (int i = 0; i < part.keys().size(); i++) {
            String operator = part.keys().get(i);
            Node value = part.values().get(i);
            if (operator.equals("field")) {
                continue;
            }
            if (value.isMap()
                    || value.values().stream().anyMatch(item -> item.text().indexOf(',') >= 0)) {
                return false;
            }
            String text = value.isList()
                    ? String.join(", ", value.values().stream().map(Node::text).toList())
                    : value.text();
            into.add(new Row(field, operator, text));
        }
        return true;
    }

    /** As the market document has it; null: everything. */
    @Nullable
    Node node(Vertical vertical) {
        if (rows.isEmpty()) {
            return null;
        }
        Node list = Node.list(0);
        for (Row row : rows) {
            Node predicate = Node.map(0);
            predicate.put("field", Node.scalar(Node.Kind.TEXT, 0, row.field()));
            predicate.put(row.operator(), value(vertical, row));
            list.add(predicate);
        }
        Node node = Node.map(0);
        node.put(match, list);
        return node;
    }

    private static Node value(Vertical vertical, Row row) {
        Field field = field(vertical, row.field());
        FieldType type =
                row.operator().equals("exists") ? FieldType.BOOLEAN : field == null ? FieldType.TEXT : field.type();
        boolean isList = switch (row.operator()) {
            case "in", "not_in", "between" -> true;
            case "starts_with" -> row.value().indexOf(',') >= 0;
            default -> false;
        };
        if (!isList) {
            return scalar(type, row.value());
        }
        Node list = Node.list(0);
        for (String item : row.value().split(",", -1)) {
            if (!item.isBlank()) {
                list.add(scalar(type, item.strip()));
            }
        }
        return list;
    }

    private static Node scalar(FieldType type, String text) {
        return switch (type) {
            case BOOLEAN -> {
                String word = text.toLowerCase(Locale.ROOT);
                boolean isOne = word.equals("true") || word.equals("false");
                yield Node.scalar(isOne ? Node.Kind.BOOLEAN : Node.Kind.TEXT, 0, word);
            }
            case INTEGER, DECIMAL -> Node.scalar(Node.Kind.NUMBER, 0, text);
            case US_STATE -> Node.scalar(Node.Kind.TEXT, 0, text.toUpperCase(Locale.ROOT));
            default -> Node.scalar(Node.Kind.TEXT, 0, text);
        };
    }

    static @Nullable Field field(Vertical vertical, String name) {
        for (Field field : Filters.fields(vertical)) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }
}

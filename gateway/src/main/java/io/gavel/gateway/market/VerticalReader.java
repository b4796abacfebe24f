package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.FieldType;
import io.gavel.message.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a vertical: {@code fields}, each with type, required, personal, min, max, values. Any thread. */
final class VerticalReader {
    private static final int MOST_VALUES = 10_000;
    private static final List<FieldType> TYPES = List.of(
            FieldType.BOOLEAN,
            FieldType.INTEGER,
            FieldType.DECIMAL,
            FieldType.DATE,
            FieldType.ZIP,
            FieldType.US_STATE,
            FieldType.ENUM,
            FieldType.TEXT,
            FieldType.PHONE,
            FieldType.EMAIL);

    /** Where a field has to be. */
    private enum Required {
        NO,
        POST,
        PING
    }

    private VerticalReader() {}

    static Vertical read(Entity entity, Node node, String path, Problems problems) {
        Reading reading = new Reading(node, path, problems);
        Reading ids = reading.map(Kept.FIELD_IDS);
        reading.textOrNull("name");
        Reading fields = reading.map("fields");
        List<Field> read = new ArrayList<>();
        if (fields == null) {
            reading.problem("fields", "is missing");
        } else {
            for (String name : fields.keys()) {
                int id = ids == null ? 0 : ids.integer(name, 0, 1, Vertical.FIELDS);
                Reading field = fields.map(name);
                if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
                    fields.problem(name, "a field's name is a letter and then up to 63 letters, digits and _");
                } else if (id == 0) {
                    fields.problem(name, "there were more than " + Vertical.FIELDS + " fields in this vertical");
                } else if (field != null) {
                    read.add(field(id, name, field));
                } else {
                    fields.problem(name, "has no type");
                }
            }
        }
        Reading scoring = reading.map("scoring");
        int scoreAfter = Vertical.SCORE_AFTER;
        if (scoring != null) {
            scoreAfter = scoring.integer("after", Vertical.SCORE_AFTER, 20, 1_000_000);
            scoring.end();
        }
        reading.end();
        return new Vertical(entity, read, scoreAfter);
    }

    private static Field field(int id, String name, Reading reading) {
        if (!reading.has("type")) {
            reading.problem("type", "is missing");
        }
        FieldType type = reading.word("type", FieldType.TEXT, TYPES);
        boolean person = type == FieldType.PHONE || type == FieldType.EMAIL;
        boolean personal = reading.flag("personal", person);
        Required required = required(reading);
        if (person && !personal) {
            reading.problem("personal", "a " + type.name().toLowerCase(java.util.Locale.ROOT) + " is always personal");
        }
        if (required == Required.PING && (personal || person)) {
            reading.problem("required", "a personal field belongs in the post: required: post");
        }
        List<String> values = values(reading, type);
        long min = bound(reading, "min", type, Long.MIN_VALUE);
        long max = bound(reading, "max", type, Long.MAX_VALUE);
        if (min > max) {
            reading.problem("min", "is above max");
        }
        CallingHours calling = calling(reading, type, required);
        reading.end();
        boolean inPing = required == Required.PING;
        return new Field(
                id,
                name,
                type,
                inPing,
                required != Required.NO,
                personal || person,
                min,
                max,
                List.copyOf(values),
                calling);
    }

    /** {@code calling_hours: {from: "08:00", to: "21:00"}} of a boolean. */
    private static @Nullable CallingHours calling(Reading reading, FieldType type, Required required) {
        Reading hours = reading.map("calling_hours");
        if (hours == null) {
            return null;
        }
        if (type != FieldType.BOOLEAN || required != Required.NO) {
            reading.problem("calling_hours", "goes with a boolean that is not required: it is derived");
        }
        int from = minute(hours, "from");
        int to = minute(hours, "to");
        if (from >= to) {
            hours.problem("to", "is not after from");
        }
        hours.end();
        return new CallingHours(from, to);
    }

    private static int minute(Reading hours, String key) {
        String text = hours.textOrNull(key);
        if (text == null || !text.matches("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")) {
            hours.problem(key, "expected a time of day like \"08:00\"");
            return key.equals("from") ? 0 : 1440;
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static Required required(Reading reading) {
        Node node = reading.node("required");
        if (node != null && node.kind() == Node.Kind.BOOLEAN) {
            return node.text().equals("true") ? Required.POST : Required.NO;
        }
        return reading.word("required", Required.NO, List.of(Required.PING, Required.POST));
    }

    private static List<String> values(Reading reading, FieldType type) {
        List<String> values = reading.texts("values", MOST_VALUES);
        if (type != FieldType.ENUM) {
            if (reading.has("values")) {
                reading.problem("values", "only an enum has values");
            }
            return List.of();
        }
        if (values.isEmpty()) {
            reading.problem("values", "an enum needs a list of values");
        }
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                reading.problem("values", "has \"" + value + "\" twice");
            }
        }
        return values;
    }

    private static long bound(Reading reading, String key, FieldType type, long byDefault) {
        Node node = reading.node(key);
        if (node == null) {
            return byDefault;
        }
        Long value = switch (type) {
            case INTEGER -> Values.integer(node);
            case DECIMAL -> decimal(node);
            case DATE -> Values.date(node);
            default -> null;
        };
        if (value != null) {
            return value;
        }
        boolean ordered = type == FieldType.INTEGER || type == FieldType.DECIMAL || type == FieldType.DATE;
        reading.problem(
                key,
                ordered
                        ? "expected a value of the field's type, found " + node.describe()
                        : "only integer, decimal and date have min and max");
        return byDefault;
    }

    private static @Nullable Long decimal(Node node) {
        long micros = Values.decimal(node);
        return micros == Money.INVALID ? null : Long.valueOf(micros);
    }
}

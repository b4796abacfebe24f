package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problem;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.market.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form.
 *
 * @param key where it stands in the document: keys joined by dots
 * @param label what people call it, with its unit
 * @param hint what it does, and what holds while it is empty
 * @param options of {@link Kind#CHOICE}: what may be chosen
 * @param section of {@link Kind#NAME} and {@link Kind#NAMES}: of what they are the names
 */
public record Entry(
        String key,
        String label,
        String hint,
        Kind kind,
        List<String> options,
        @Nullable Section section) {
    /** How a value is written. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** Yes or no. */
        FLAG,
        CHOICE,
        /** Of something else in the market. */
        NAME,
        /** Several of them, a line each. */
        NAMES,
        /** Texts without spaces, a line each. */
        LIST,
        CAPS,
        HOURS,
        /** The name of a time zone. */
        ZONE,
        /** Of a vertical. */
        FIELDS,
        /** Taken, never shown. */
        SECRET,
        /** As the market document has it. */
        WRITTEN
    }

    private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,30})?";

    static Entry field(Kind kind, String key, String label, String hint) {
        return new Entry(key, label, hint, kind, List.of(), null);
    }

    static Entry text(String key, String label, String hint) {
        return field(Kind.TEXT, key, label, hint);
    }

    static Entry number(String key, String label, String hint) {
        return field(Kind.NUMBER, key, label, hint);
    }

    static Entry flag(String key, String label, String hint) {
        return field(Kind.FLAG, key, label, hint);
    }

    static Entry choice(String key, String label, String hint, String... options) {
        return new Entry(key, label, hint, Kind.CHOICE, List.of(options), null);
    }

    static Entry name(String key, String label, String hint, Section section) {
        return new Entry(key, label, hint, Kind.NAME, List.of(), section);
    }

    static Entry names(String key, String label, String hint, Section section) {
        return new Entry(key, label, hint, Kind.NAMES, List.of(), section);
    }

    /** A document's value as people write it; empty: there is none. */
    String text(@Nullable Node value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return switch (kind) {
            case LIST, NAMES ->
                value.isList()
                        ? String.join(
                                "\n", value.values().stream().map(Node::text).toList())
                        : value.text();
            case CAPS -> CapTexts.text(value);
            case HOURS -> HourTexts.text(value);
            case FIELDS -> FieldTexts.text(value);
            case WRITTEN -> value.isMap() || value.isList() ? NodeWriter.json(value) : value.text();
            default -> value.text();
        };
    }

    /** What somebody wrote, as the document has it. */
    Node node(String text, Problems problems) {
        return switch (kind) {
            case TEXT, CHOICE, NAME, ZONE, SECRET -> Node.scalar(Node.Kind.TEXT, 0, text);
            case NUMBER -> Node.scalar(text.matches(NUMBER) ? Node.Kind.NUMBER : Node.Kind.TEXT, 0, text);
            case FLAG ->
                Node.scalar(text.equals("true") || text.equals("false") ? Node.Kind.BOOLEAN : Node.Kind.TEXT, 0, text);
            case LIST, NAMES -> list(text);
            case CAPS -> CapTexts.node(text, key, problems);
            case HOURS -> HourTexts.node(text);
            case FIELDS -> FieldTexts.node(text, key, problems);
            case WRITTEN -> written(text, problems);
        };
    }

    private static Node list(String text) {
        Node list = Node.list(0);
        for (String item : text.split("[\\s,;]+", -1)) {
            if (!item.isEmpty()) {
                list.add(Node.scalar(Node.Kind.TEXT, 0, item));
            }
        }
        return list;
    }

    private Node written(String text, Problems problems) {
        Problems own = new Problems();
        Node read = NodeReader.yaml(text, own);
        for (Problem problem : own.list()) {
            problems.add(key, 0, problem.message());
        }
        return read;
    }
}

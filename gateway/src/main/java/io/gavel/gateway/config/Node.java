package io.gavel.gateway.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a YAML or JSON document, with the line where it (or its key) stands. Scalars keep the text that was written,
 * so that {@code 14.00} never passes through floating point and {@code 01234} keeps its zero. Built by {@link NodeReader};
 * not changed afterwards.
 */
public final class Node {
    /** What was written. */
    public enum Kind {
        NULL,
        BOOLEAN,
        NUMBER,
        TEXT,
        LIST,
        MAP
    }

    /** A map without members, nowhere. */
    public static final Node EMPTY_MAP = new Node(Kind.MAP, 0, "");

    private static final int SCANNED = 12;
    private static final int LONGEST_DECIMAL = 40;
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?");

    private final Kind kind;
    private final int line;
    private final String text;
    private final List<String> keys;
    private final List<Node> values;
    private @Nullable Map<String, Node> index;

    private Node(Kind kind, int line, String text) {
        this.kind = kind;
        this.line = line;
        this.text = text;
        boolean leaf = kind != Kind.LIST && kind != Kind.MAP;
        this.keys = kind == Kind.MAP ? new ArrayList<>(4) : List.of();
        this.values = leaf ? List.of() : new ArrayList<>(4);
    }

    /** A value without members. */
    public static Node scalar(Kind kind, int line, String text) {
        return new Node(kind, line, text);
    }

    /** An empty list, to be filled by its maker. */
    public static Node list(int line) {
        return new Node(Kind.LIST, line, "");
    }

    /** An empty map, to be filled by its maker. */
    public static Node map(int line) {
        return new Node(Kind.MAP, line, "");
    }

    /** Fills a list; only before anybody else sees it. */
    public void add(Node item) {
        values.add(item);
    }

    /** Fills a map, only before anybody else sees it; false, and nothing is added, if it has the key already. */
    public boolean put(String key, Node value) {
        if (get(key) != null) {
            return false;
        }
        keys.add(key);
        values.add(value);
        if (index != null) {
            index.put(key, value);
        }
        return true;
    }

    public Kind kind() {
        return kind;
    }

    /** From 1; 0 if it is nowhere in a text. */
    public int line() {
        return line;
    }

    /** A scalar as it was written, without quotes; {@code ""} of a list or map. */
    public String text() {
        return text;
    }

    public boolean isMap() {
        return kind == Kind.MAP;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    /** A map's keys in the order written. */
    public List<String> keys() {
        return keys;
    }

    /** A list's items, or a map's values in the order of its keys. */
    public List<Node> values() {
        return values;
    }

    /** A map's member, or null. */
    public @Nullable Node get(String key) {
        if (keys.size() <= SCANNED) {
            int at = keys.indexOf(key);
            return at < 0 ? null : values.get(at);
        }
        if (index == null) {
            index = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                index.put(keys.get(i), values.get(i));
            }
        }
        return index.get(key);
    }

    /** A copy of a map without some keys, and with one more; for what is kept and shown of a document. */
    public Node with(String key, @Nullable Node value, String... without) {
        Node copy = map(line);
        List<String> dropped = List.of(without);
        for (int i = 0; i < keys.size(); i++) {
            if (!dropped.contains(keys.get(i)) && !keys.get(i).equals(key)) {
                copy.put(keys.get(i), values.get(i));
            }
        }
        if (value != null) {
            copy.put(key, value);
        }
        return copy;
    }

    /** Whether two documents say the same: maps in any order of keys, decimals by value, other scalars as written. */
    public static boolean same(Node a, Node b) {
        if (a.kind != b.kind || a.values.size() != b.values.size() || !isSameText(a, b)) {
            return false;
        }
        for (int i = 0; i < a.values.size(); i++) {
            Node other = a.kind == Kind.MAP ? b.get(a.keys.get(i)) : b.values.get(i);
            if (other == null || !same(a.values.get(i), other)) {
                return false;
            }
        }
        return true;
    }

    /** 14.00 is 14, for who reads and writes JSON by a library drops its zeros; 014 may be a code and is not 14. */
    private static boolean isSameText(Node a, Node b) {
        boolean areDecimals = a.kind == Kind.NUMBER && isDecimal(a.text) && isDecimal(b.text);
        return a.text.equals(b.text) || (areDecimals && new BigDecimal(a.text).compareTo(new BigDecimal(b.text)) == 0);
    }

    private static boolean isDecimal(String text) {
        return text.length() <= LONGEST_DECIMAL && DECIMAL.matcher(text).matches();
    }

    /** For messages: what kind of thing stands there. */
    public String describe() {
        return switch (kind) {
            case NULL -> "nothing";
            case BOOLEAN -> text;
            case NUMBER -> "the number " + shortened();
            case TEXT -> "the text \"" + shortened() + "\"";
            case LIST -> "a list";
            case MAP -> "a map";
        };
    }

    private String shortened() {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}

package io.gavel.gateway.console.form;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands in a form's fields, by their keys; empty: nothing. */
public record Typed(Map<String, String> texts) {
    private static final int LONGEST = 400;

    /** What a document says. */
    public static Typed of(Shape shape, Node document) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : shape.entries()) {
            texts.put(entry.key(), entry.text(at(document, entry.key())));
        }
        return new Typed(texts);
    }

    public String text(String key) {
        return texts.getOrDefault(key, "");
    }

    /** The same with what a document says where nothing was typed at all, not even nothing. */
    public Typed over(Shape shape, Node document) {
        Map<String, String> all = new LinkedHashMap<>(of(shape, document).texts());
        all.putAll(texts);
        return new Typed(all);
    }

    /** What changes from one document to another, as people write it: {@code caps: none → 100 per day}. */
    public static List<String> changes(Shape shape, Node before, Node after) {
        Typed from = of(shape, before);
        Typed to = of(shape, after);
        List<String> changes = new ArrayList<>();
        for (Entry entry : shape.entries()) {
            String old = from.text(entry.key());
            String now = to.text(entry.key());
            if (!old.equals(now)) {
                changes.addAll(
                        switch (entry.kind()) {
                            case SECRET -> List.of(entry.key() + ": another one");
                            case FIELDS -> lines(entry.key(), old, now);
                            default -> List.of(entry.key() + ": " + word(old) + " → " + word(now));
                        });
            }
        }
        return changes;
    }

    /** Line by line: what goes, what comes, what changes. */
    private static List<String> lines(String key, String old, String now) {
        List<String> changes = new ArrayList<>();
        Map<String, String> before = byName(old);
        Map<String, String> after = byName(now);
        before.forEach((name, said) -> {
            String then = after.get(name);
            if (!said.equals(then)) {
                changes.add(key + "." + name + ": " + word(said) + " → " + word(then == null ? "" : then));
            }
        });
        after.forEach((name, said) -> {
            if (!before.containsKey(name)) {
                changes.add(key + "." + name + ": none → " + word(said));
            }
        });
        if (changes.isEmpty()) {
            changes.add(key + ": in another order");
        }
        return changes;
    }

    private static Map<String, String> byName(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return lines;
    }

    private static String word(String text) {
        String line = text.replace('\n', ' ');
        return line.isEmpty() ? "none" : line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** The document with this in it: what nobody touched stays as it is written there, also what no field shows. */
    public Node in(Shape shape, Node document, Problems problems) {
        Node changed = document;
        for (Entry entry : shape.entries()) {
            String text = texts.get(entry.key());
            if (text != null && !isSame(entry, text, entry.text(at(document, entry.key())))) {
                Node value = text.isEmpty() ? null : entry.node(text, problems);
                changed = with(changed, entry.key(), value);
            }
        }
        return changed;
    }

    /** Names that are ticked have no order. */
    private static boolean isSame(Entry entry, String text, String before) {
        return text.equals(before)
                || (entry.kind() == Entry.Kind.NAMES
                        && new TreeSet<>(text.lines().toList())
                                .equals(new TreeSet<>(before.lines().toList())));
    }

    private static @Nullable Node at(Node document, String key) {
        Node node = document;
        for (String each : key.split("\\.", -1)) {
            node = node == null ? null : node.get(each);
        }
        return node;
    }

    /** A map of which nothing is left goes, too. */
    private static Node with(Node document, String key, @Nullable Node value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return document.with(key, value);
        }
        String first = key.substring(0, dot);
        Node inner = document.get(first);
        Node map = inner == null || !inner.isMap() ? Node.EMPTY_MAP : inner;
        Node changed = with(map, key.substring(dot + 1), value);
        return document.with(first, changed.keys().isEmpty() ? null : changed);
    }
}

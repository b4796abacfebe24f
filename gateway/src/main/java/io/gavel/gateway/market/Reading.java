package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.gateway.config.Suggestion;
import io.gavel.message.Money;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One map of a document while it is read: typed values by key, each problem noted at its key and line, and at the
 * {@linkplain #end() end} every key that nobody asked for. Goes on after a problem, with the default. Not thread-safe.
 */
final class Reading {
    /** Amounts in a document, at most. */
    static final long LARGEST_MICROS = 1_000_000_000L * Money.UNIT;

    private static final int LONGEST_TEXT = 1000;

    private final Node map;
    private final int line;
    private final String path;
    private final Problems problems;
    private final List<String> asked = new ArrayList<>();

    Reading(Node node, String path, Problems problems) {
        this.path = path;
        this.problems = problems;
        this.map = node.isMap() ? node : Node.EMPTY_MAP;
        if (!node.isMap()) {
            problems.add(path, node, "expected a map, found " + node.describe());
        }
        this.line = node.line();
    }

    Problems problems() {
        return problems;
    }

    /** The value of a key; null if absent or null. */
    @Nullable
    Node node(String key) {
        asked.add(key);
        Node node = map.get(key);
        return node == null || node.isNull() ? null : node;
    }

    /** The keys as they stand in the document. */
    List<String> keys() {
        return map.keys();
    }

    boolean has(String key) {
        Node node = map.get(key);
        return node != null && !node.isNull();
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void problem(String key, String message) {
        Node node = map.get(key);
        problems.add(path(key), node == null ? line : node.line(), message);
    }

    /** Something at this key that refuses nothing. */
    void warning(String key, String message) {
        Node node = map.get(key);
        problems.warn(path(key), node == null ? line : node.line(), message);
    }

    /** A problem of the map as a whole. */
    void problem(String message) {
        problems.add(path, line, message);
    }

    @Nullable
    String textOrNull(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node.kind() != Node.Kind.TEXT && node.kind() != Node.Kind.NUMBER) {
            problem(key, "expected a text, found " + node.describe());
            return null;
        }
        if (node.text().isBlank() || node.text().length() > LONGEST_TEXT) {
            problem(key, "expected a text of 1 to " + LONGEST_TEXT + " characters");
            return null;
        }
        return node.text();
    }

    String text(String key, String byDefault) {
        String text = textOrNull(key);
        return text == null ? byDefault : text;
    }

    boolean flag(String key, boolean byDefault) {
        Node node = node(key);
        if (node == null) {
            return byDefault;
        }
        if (node.kind() != Node.Kind.BOOLEAN) {
            problem(key, "expected true or false, found " + node.describe());
            return byDefault;
        }
        return node.text().equals("true");
    }

    int integer(String key, int byDefault, int least, int most) {
        Node node = node(key);
        if (node == null) {
            return byDefault;
        }
        Long value = Values.integer(node);
        if (value != null && value >= least && value <= most) {
            return (int) (long) value;
        }
        problem(key, "expected a whole number from " + least + " to " + most + ", found " + node.describe());
        return byDefault;
    }

    /** Micro-units from {@code least} up to the largest amount. */
    long money(String key, long byDefault, long least) {
        Node node = node(key);
        if (node == null) {
            return byDefault;
        }
        long micros = Values.decimal(node);
        if (micros != Money.INVALID && micros >= least && micros <= LARGEST_MICROS) {
            return micros;
        }
        problem(
                key,
                "expected an amount from " + Money.text(least) + " to " + Money.text(LARGEST_MICROS)
                        + " with at most 6 decimals, found " + node.describe());
        return byDefault;
    }

    /** One of an enum's words, in lower case. */
    <E extends Enum<E>> E word(String key, E byDefault, List<E> allowed) {
        Node node = node(key);
        if (node == null) {
            return byDefault;
        }
        List<String> words = new ArrayList<>();
        for (E word : allowed) {
            String name = word.name().toLowerCase(Locale.ROOT);
            if (name.equals(node.text())) {
                return word;
            }
            words.add(name);
        }
        problem(
                key,
                "expected one of " + String.join(", ", words) + ", found " + node.describe()
                        + Suggestion.of(node.text(), words));
        return byDefault;
    }

    /** The items of a list; empty if absent. */
    List<Node> list(String key, int most) {
        Node node = node(key);
        if (node == null) {
            return List.of();
        }
        if (!node.isList()) {
            problem(key, "expected a list, found " + node.describe());
            return List.of();
        }
        if (node.values().size() > most) {
            problem(key, "has " + node.values().size() + " items, at most " + most + " are read");
            return List.of();
        }
        return node.values();
    }

    /** The texts of a list; what is no text is a problem. */
    List<String> texts(String key, int most) {
        List<String> texts = new ArrayList<>();
        for (Node item : list(key, most)) {
            if ((item.kind() == Node.Kind.TEXT || item.kind() == Node.Kind.NUMBER)
                    && !item.text().isBlank()) {
                texts.add(item.text());
            } else {
                problems.add(path(key), item, "expected texts, found " + item.describe());
            }
        }
        return texts;
    }

    /** A map of its own; null if absent. */
    @Nullable
    Reading map(String key) {
        Node node = node(key);
        return node == null ? null : new Reading(node, path(key), problems);
    }

    /** An http or https address without credentials or fragment. */
    @Nullable
    String url(String key) {
        String text = textOrNull(key);
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65_535);
            if (http && port && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        problem(key, "expected an address like https://host:port/path, found \"" + text + "\"");
        return null;
    }

    /** Says which keys nobody asked for. */
    void end() {
        for (String key : map.keys()) {
            if (!asked.contains(key)) {
                problem(key, "is no key here" + Suggestion.of(key, asked));
            }
        }
    }
}

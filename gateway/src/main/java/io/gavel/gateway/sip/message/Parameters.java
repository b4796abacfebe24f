package io.gavel.gateway.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Names with or without values, in order: {@code ;lr;tag=abc}. Names in any case (RFC 3261 §7.3.1). Immutable. */
public final class Parameters {
    public static final Parameters NONE = new Parameters(List.of());

    /** A name, then its value; a value is null if there is none. */
    private final List<@Nullable String> pairs;

    private Parameters(List<@Nullable String> pairs) {
        this.pairs = pairs;
    }

    /** Reads from a separator to the end of the text; null if that is no list of parameters. */
    static @Nullable Parameters read(Cursor cursor, char separator) {
        if (cursor.skipSpace().atEnd()) {
            return NONE;
        }
        List<@Nullable String> pairs = new ArrayList<>(4);
        while (cursor.take(separator)) {
            if (!readOne(cursor, pairs)) {
                return null;
            }
        }
        return cursor.skipSpace().atEnd() ? new Parameters(pairs) : null;
    }

    private static boolean readOne(Cursor cursor, List<@Nullable String> pairs) {
        String name = cursor.token();
        if (name.isEmpty()) {
            // a last separator with nothing behind it is tolerated
            return cursor.atEnd();
        }
        pairs.add(name);
        if (!cursor.take('=')) {
            pairs.add(null);
            return true;
        }
        String value = cursor.peek() == '"' ? cursor.quoted() : cursor.until(";, \t\"<>");
        pairs.add(value);
        return value != null;
    }

    /** The value; empty if the parameter stands without one, null if it does not stand there. */
    public @Nullable String get(String name) {
        for (int at = 0; at < pairs.size(); at += 2) {
            if (name.equalsIgnoreCase(pairs.get(at))) {
                String value = pairs.get(at + 1);
                return value == null ? "" : value;
            }
        }
        return null;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    /** As these, with one parameter set; a null value removes it. */
    public Parameters with(String name, @Nullable String value) {
        List<@Nullable String> changed = new ArrayList<>(pairs.size() + 2);
        for (int at = 0; at < pairs.size(); at += 2) {
            if (!name.equalsIgnoreCase(pairs.get(at))) {
                changed.add(pairs.get(at));
                changed.add(pairs.get(at + 1));
            }
        }
        if (value != null) {
            changed.add(name);
            changed.add(value.isEmpty() ? null : value);
        }
        return new Parameters(changed);
    }

    /** Each name with its value, empty if it has none, in order. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (int at = 0; at < pairs.size(); at += 2) {
            String value = pairs.get(at + 1);
            visitor.accept(String.valueOf(pairs.get(at)), value == null ? "" : value);
        }
    }

    /** As on the wire, each with its separator before it; quoted where a value is no token. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> {
            text.append(';').append(name);
            if (!value.isEmpty()) {
                text.append('=');
                Text.quoteIfNeeded(text, value);
            }
        });
        return text.toString();
    }
}

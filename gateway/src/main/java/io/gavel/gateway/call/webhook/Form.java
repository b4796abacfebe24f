package io.gavel.gateway.call.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a form (application/x-www-form-urlencoded), by name. Immutable. */
final class Form {
    private static final int MOST = 200;

    private final Map<String, TreeSet<String>> values = new TreeMap<>();

    private Form() {}

    /** Null if it is no form, or too large a one. */
    static @Nullable Form parse(String text) {
        Form form = new Form();
        int count = 0;
        for (String pair : text.split("&", MOST + 1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                form.values.computeIfAbsent(name, unused -> new TreeSet<>()).add(value);
            } catch (IllegalArgumentException e) {
                return null;
            }
            if (++count > MOST) {
                return null;
            }
        }
        return form;
    }

    /** The first value in alphabetical order; empty if there is none. */
    String get(String name) {
        TreeSet<String> found = values.get(name);
        return found == null ? "" : found.first();
    }

    /** All names in alphabetical order, each with its values, each value once: what Twilio signs after the address. */
    String concatenated() {
        StringBuilder all = new StringBuilder();
        values.forEach((name, each) -> each.forEach(value -> all.append(name).append(value)));
        return all.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

package io.gavel.gateway.console;

import io.gavel.gateway.http.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a page was asked for: the query of its address, or of a form its fields. What is nonsense counts as absent. */
record Query(Map<String, String> values) {
    private static final int MOST = 1_000;

    static Query of(Call call) {
        String query = call.rawQuery();
        Map<String, String> values = read(query == null ? "" : query);
        if (call.isForm()) {
            values.putAll(read(call.body().toString(StandardCharsets.UTF_8)));
        }
        return new Query(values);
    }

    private static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split("&", MOST)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Without spaces around it; empty if absent. */
    String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    /** A day's midnight, UTC, or an exact time; microseconds. */
    long day(String name, long otherwise) {
        return day(name, otherwise, ZoneOffset.UTC, 0);
    }

    /** The end of a day, UTC, or an exact time; microseconds. */
    long until(String name, long otherwise) {
        return day(name, otherwise, ZoneOffset.UTC, 1);
    }

    /** The midnight of a day or of so many days later, or an exact time; microseconds. */
    long day(String name, long otherwise, ZoneId zone, int later) {
        String text = text(name);
        try {
            if (text.isEmpty()) {
                return otherwise;
            }
            return text.indexOf('T') > 0
                    ? ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text))
                    : LocalDate.parse(text).plusDays(later).atStartOfDay(zone).toEpochSecond() * 1_000_000;
        } catch (DateTimeException | ArithmeticException e) {
            return otherwise;
        }
    }

    /** A time zone's name; UTC if it is none. */
    ZoneId zone(String name) {
        try {
            return text(name).isEmpty() ? ZoneOffset.UTC : ZoneId.of(text(name));
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** A list's cursor. */
    long after() {
        String text = text("after");
        return text.matches("[0-9a-z]{1,12}") ? Long.parseLong(text, Character.MAX_RADIX) : 0;
    }

    /** The same address without some values. */
    String without(String path, String... names) {
        Query other = new Query(new LinkedHashMap<>(values));
        for (String name : names) {
            other.values().remove(name);
        }
        return other.with(path, "", "");
    }

    /** The same address with one value changed; empty: without it. */
    String with(String path, String name, String value) {
        StringBuilder address = new StringBuilder(path);
        char separator = '?';
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        for (Map.Entry<String, String> each : changed.entrySet()) {
            if (!each.getValue().isEmpty()) {
                address.append(separator)
                        .append(Guard.encoded(each.getKey()))
                        .append('=')
                        .append(Guard.encoded(each.getValue()));
                separator = '&';
            }
        }
        return address.toString();
    }
}

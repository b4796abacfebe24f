package io.gavel.gateway.console;

import org.jspecify.annotations.Nullable;

/**
 * A piece of text: of a headline, or of a table.
 *
 * @param href where it leads
 * @param style a class of the style sheet, may be empty
 * @param title what hovering says
 * @param value what charts draw and sorting compares, null: the text
 */
record Cell(
        String text,
        @Nullable String href,
        String style,
        @Nullable String title,
        @Nullable String value) {
    static Cell of(String text) {
        return new Cell(text, null, "", null, null);
    }

    static Cell number(long count) {
        return new Cell(Words.count(count), null, "num", null, Long.toString(count));
    }

    static Cell money(long micros) {
        return new Cell(Words.money(micros), null, micros < 0 ? "num minus" : "num", null, Words.plain(micros));
    }

    /** Money of which parts of a cent count, as carriers ask for seconds: {@code 0.00142}. */
    static Cell fine(long micros) {
        String sign = micros < 0 ? "−" : "";
        return new Cell(
                sign + Words.plain(Math.abs(micros)),
                null,
                micros < 0 ? "num minus" : "num",
                null,
                Words.plain(micros));
    }

    static Cell time(long micros, long nowMicros) {
        return micros == 0
                ? of("–")
                : new Cell(Words.ago(micros, nowMicros), null, "time", Words.exact(micros), Long.toString(micros));
    }

    /** An id, shortened, leading somewhere. */
    static Cell id(long id, String folder) {
        String text = Words.id(id);
        return new Cell(text.substring(0, 8), folder + "/" + text, "id", text, null);
    }

    /** A state: a shape and a word, a colour last. */
    static Cell state(String word) {
        return new Cell(word.replace('_', ' '), null, "state " + kind(word), null, null);
    }

    Cell to(@Nullable String where) {
        return new Cell(text, where, style, title, value);
    }

    Cell saying(@Nullable String hover) {
        return new Cell(text, href, style, hover, value);
    }

    /** Strong, in headlines. */
    Cell strong() {
        return new Cell(text, href, "figure", title, value);
    }

    static String kind(String word) {
        return switch (word) {
            case "sold", "won", "accepted", "billable", "on", "up", "ok" -> "good";
            case "live", "ringing", "connected", "talking", "pending", "delivering", "not_asked" -> "live";
            case "returned", "refused", "error", "late", "failed", "off", "down", "given_up" -> "bad";
            default -> "plain";
        };
    }
}

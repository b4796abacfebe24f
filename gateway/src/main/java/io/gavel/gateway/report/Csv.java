package io.gavel.gateway.report;

import java.io.IOException;
import java.io.Writer;

/**
 * CSV (RFC 4180). A text that a spreadsheet could take for a formula gets an apostrophe in front (OWASP, CSV injection);
 * numbers that this exchange writes itself are numbers. One thread.
 */
public final class Csv {
    private static final String FORMULA = "=+-@\t\r\n";
    /** Some spreadsheets take semicolons and tabs for commas: outside of quotes another cell would begin behind them. */
    private static final String SPECIAL = ",\"\n\r;\t";

    private final StringBuilder out = new StringBuilder(1024);
    private boolean first = true;

    /** A text from outside. */
    public Csv text(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return cell(formula ? "'" + text : text);
    }

    /** A number, a time, or a word of our own. */
    public Csv plain(String text) {
        return cell(text);
    }

    public Csv end() {
        out.append("\r\n");
        first = true;
        return this;
    }

    private Csv cell(String text) {
        if (!first) {
            out.append(',');
        }
        first = false;
        boolean quoted =
                text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0) || text.startsWith(" ") || text.endsWith(" ");
        if (quoted) {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            out.append(text);
        }
        return this;
    }

    /** Writes what there is so far, and forgets it. */
    void moveTo(Writer file) throws IOException {
        file.append(out);
        out.setLength(0);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

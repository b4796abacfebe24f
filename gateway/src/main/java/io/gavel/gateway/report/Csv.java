package io.gavel.gateway.report;

/**
 * CSV (RFC 4180). A text that a spreadsheet could take for a formula gets an apostrophe in front (OWASP, CSV injection);
 * numbers that this exchange writes itself are numbers. One thread.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder out = new StringBuilder(1024);
    private boolean first = true;

    /** A text from outside. */
    Csv text(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return cell(formula ? "'" + text : text);
    }

    /** A number, a time, or a word of our own. */
    Csv plain(String text) {
        return cell(text);
    }

    Csv end() {
        out.append("\r\n");
        first = true;
        return this;
    }

    private Csv cell(String text) {
        if (!first) {
            out.append(',');
        }
        first = false;
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                || text.startsWith(" ")
                || text.endsWith(" ");
        if (quoted) {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            out.append(text);
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

package io.gavel.gateway.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CSV file (RFC 4180) with a head, as rows of named cells; line ends of any kind, a byte order mark, quotes. Pure. */
final class CsvRows {
    /** What is no CSV, or has no such columns. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * One row.
     *
     * @param line where it begins, from 1
     */
    record Row(int line, Map<String, String> cells) {
        /** Null if there is no such column. An apostrophe that keeps spreadsheets from computing is taken off. */
        @Nullable
        String get(String column) {
            String cell = cells.get(column);
            boolean shielded =
                    cell != null && cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@".indexOf(cell.charAt(1)) >= 0;
            return cell == null ? null : (shielded ? cell.substring(1) : cell).strip();
        }
    }

    private CsvRows() {}

    /**
     * All rows but empty ones.
     *
     * @param columns that may be there; any other is an error
     * @throws Malformed saying why and where
     */
    static List<Row> read(String text, List<String> columns) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<Row> rows = new ArrayList<>();
        List<String> head = List.of();
        int at = 0;
        int line = 1;
        while (at < plain.length()) {
            List<String> cells = new ArrayList<>();
            int begun = line;
            int end = line(plain, at, cells, line);
            line += (int)
                    plain.substring(at, end).chars().filter(c -> c == '\n').count();
            at = end;
            boolean empty = cells.size() == 1 && cells.get(0).isBlank();
            if (empty) {
                continue;
            }
            if (head.isEmpty()) {
                head = head(cells, columns);
            } else {
                rows.add(row(begun, head, cells));
            }
        }
        return rows;
    }

    private static List<String> head(List<String> cells, List<String> columns) {
        List<String> head = new ArrayList<>();
        for (String cell : cells) {
            String name = cell.strip().toLowerCase(Locale.ROOT);
            if (!columns.contains(name) || head.contains(name)) {
                throw new Malformed("line 1: \"" + name + "\" is no column, or there twice; there are: "
                        + String.join(", ", columns));
            }
            head.add(name);
        }
        return head;
    }

    private static Row row(int line, List<String> head, List<String> cells) {
        if (cells.size() > head.size()) {
            throw new Malformed("line " + line + ": has more cells than the head");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < head.size(); i++) {
            named.put(head.get(i), i < cells.size() ? cells.get(i) : "");
        }
        return new Row(line, named);
    }

    /** Reads one line's cells; where the next begins. */
    private static int line(String text, int from, List<String> cells, int line) {
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted) {
                boolean twice = c == '"' && at < text.length() && text.charAt(at) == '"';
                if (c == '"' && !twice) {
                    quoted = false;
                } else {
                    cell.append(c);
                    at += twice ? 1 : 0;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n' || c == '\r') {
                at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
                cells.add(cell.toString());
                return at;
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new Malformed("line " + line + ": a quote is not closed");
        }
        cells.add(cell.toString());
        return at;
    }
}

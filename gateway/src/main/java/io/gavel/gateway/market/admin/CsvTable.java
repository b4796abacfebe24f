package io.gavel.gateway.market.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV (RFC 4180): comma, quotes doubled within quotes, lines ending with CRLF or LF, empty lines passed over, a byte order
 * mark dropped. A cell that our own CSV put an apostrophe in front of, lest a spreadsheet takes it for a formula, is given
 * without it. Any thread.
 */
final class CsvTable {
    private static final String FORMULA = "=+-@\t\r";

    private final List<Row> rows = new ArrayList<>();
    private final String text;
    private int at;
    private int line = 1;

    private CsvTable(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A row and the line that it begins at, from 1. */
    record Row(int line, List<String> cells) {}

    /** The rows, the first one too. A quote that is never closed takes all to the end, so its row is wrong by itself. */
    static List<Row> read(String text) {
        CsvTable table = new CsvTable(text);
        while (table.at < table.text.length()) {
            table.row();
        }
        return table.rows;
    }

    private void row() {
        int begun = line;
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            cells.add(plain(cell()));
            more = at < text.length() && text.charAt(at) == ',';
            at += more ? 1 : 0;
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
        }
        if (cells.size() > 1 || !cells.get(0).isEmpty()) {
            rows.add(new Row(begun, cells));
        }
    }

    private String cell() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            line += c == '\n' ? 1 : 0;
            if (c != '"') {
                cell.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else {
                at++;
                break;
            }
        }
        // What stands behind the closing quote belongs to the cell, so that nothing is dropped unseen.
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            cell.append(text.charAt(at++));
        }
        return cell.toString();
    }

    private static String plain(String cell) {
        boolean defused = cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0;
        return defused ? cell.substring(1) : cell;
    }
}

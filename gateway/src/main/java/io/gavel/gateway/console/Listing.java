package io.gavel.gateway.console;

import io.gavel.gateway.report.Csv;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every table of every page has: where in the whole it is, the way back to the newest, and the same as CSV. */
final class Listing {
    /** The key of an address that asks for a table as CSV. */
    private static final String CSV = "csv";

    /** The key of an address that says how many rows came before. */
    private static final String SEEN = "seen";

    private Listing() {}

    /** The page, or one of its tables as CSV if that is asked for. */
    static Press.Sheet sheet(Press press, Visit visit, Page page) {
        String table = visit.query().text(CSV);
        return table.isEmpty() ? press.page(200, Frame.of(visit, visit.path()), of(visit, page)) : csv(page, table);
    }

    /** The page as it is shown. */
    private static Page of(Visit visit, Page page) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : page.blocks()) {
            blocks.add(block instanceof Block.Table table ? shown(visit, table) : block);
        }
        return new Page(page.title(), page.headline(), blocks, page.feed());
    }

    private static Block shown(Visit visit, Block.Table table) {
        Query query = visit.query();
        String csv = table.csv() != null || table.rows().isEmpty()
                ? table.csv()
                : query.with(visit.path(), CSV, table.key());
        boolean isFirst = query.after() == 0;
        if (table.next() == null && isFirst) {
            return with(table, null, csv, table.place());
        }
        long seen = isFirst ? 0 : count(query.text(SEEN));
        long last = seen + table.rows().size();
        String next =
                table.next() == null ? null : table.next().replaceAll("&seen=[^&]*", "") + "&" + SEEN + "=" + last;
        String newest = isFirst ? null : new Query(query.values()).without(visit.path(), "after", SEEN);
        return with(table, next, csv, new Block.Place(words(table, seen, last), newest, -1));
    }

    private static Block with(Block.Table table, @Nullable String next, @Nullable String csv, Block.Place place) {
        return new Block.Table(
                table.title(), table.columns(), table.rows(), table.chart(), table.none(), next, csv, place);
    }

    private static String words(Block.Table table, long seen, long last) {
        if (table.rows().isEmpty()) {
            return "";
        }
        String here = Words.count(seen + 1) + "–" + Words.count(last);
        long all = table.place().all();
        if (table.next() == null) {
            return here + " of " + Words.count(last);
        }
        return all <= last ? here + ", and older ones" : here + " of about " + Words.count(all);
    }

    private static long count(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }

    /** One of a page's tables, exactly as it is seen: times and ids as long as they are, money as plain numbers. */
    private static Press.Sheet csv(Page page, String key) {
        for (Block block : page.blocks()) {
            if (block instanceof Block.Table table && table.key().equals(key)) {
                return Press.Sheet.csv(key.replaceAll("^-+|-+$", ""), text(table));
            }
        }
        throw new Guard.Missing("This page has no such table.");
    }

    private static String text(Block.Table table) {
        Csv csv = new Csv();
        table.columns().forEach(column -> csv.text(column.name()));
        csv.end();
        for (List<Cell> row : table.rows()) {
            row.forEach(cell -> put(csv, cell));
            csv.end();
        }
        return csv.toString();
    }

    private static void put(Csv csv, Cell cell) {
        String style = cell.style();
        String value = cell.value();
        String title = cell.title();
        boolean isNumber =
                style.startsWith("num") && value != null && cell.text().chars().noneMatch(Character::isLetter);
        if (isNumber && value != null) {
            csv.plain(value);
        } else if (title != null && (style.equals("time") || style.equals("id"))) {
            csv.text(title);
        } else {
            csv.text(cell.text());
        }
    }
}

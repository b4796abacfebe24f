package io.gavel.gateway.console;

import io.gavel.gateway.console.form.Entry;
import io.gavel.gateway.console.form.Shape;
import io.gavel.gateway.console.form.Typed;
import io.gavel.gateway.http.Role;
import io.gavel.gateway.market.Documents;
import io.gavel.gateway.market.Entity;
import io.gavel.gateway.market.Section;
import io.gavel.gateway.market.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What there is of each section of the market, newest first, with the way to its form. */
final class FormLists {
    /** Where on the rail all of it is. */
    static final String PLACE = "/console/market";

    private static final int LIMIT = 100;
    /** Columns of every list: id, name, state. On a phone one more is shown. */
    private static final int FIXED = 3;

    private static final int MOST_CHARACTERS = 140;

    private FormLists() {}

    static Page list(Visit visit) {
        Shape shape = MarketForms.shape(visit.last());
        Snapshot market = visit.sight().market();
        Query query = visit.query();
        String wanted = query.text("id").toLowerCase(Locale.ROOT);
        String here = MarketForms.HERE + "/" + shape.section().key();
        int after = query.after() == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, query.after());
        List<List<Cell>> rows = new ArrayList<>();
        String next = null;
        int all = 0;
        for (int id = market.end(shape.section().kind()) - 1; id > 0; id--) {
            Entity entity = market.entity(shape.section().kind(), id);
            if (entity == null || entity.deleted()) {
                continue;
            }
            all++;
            boolean isWanted =
                    id < after && entity.name().toLowerCase(Locale.ROOT).contains(wanted);
            if (isWanted && rows.size() < LIMIT) {
                rows.add(row(shape, entity, here));
            } else if (isWanted && next == null) {
                next = query.with(here, "after", Long.toString(id + 1L, 36));
            }
        }
        List<Block.Column> columns = new ArrayList<>(List.of(Block.Column.of("id"), Block.Column.minor("name")));
        columns.add(Block.Column.of("state"));
        for (String key : shape.listed()) {
            Entry entry = shape.entry(key);
            boolean isNumber = entry.kind() == Entry.Kind.NUMBER;
            boolean isOnPhones = columns.size() == FIXED;
            if (isNumber) {
                columns.add(isOnPhones ? Block.Column.number(entry.label()) : Block.Column.minorNumber(entry.label()));
            } else {
                columns.add(isOnPhones ? Block.Column.of(entry.label()) : Block.Column.minor(entry.label()));
            }
        }
        Page.Headline headline =
                Page.Headline.of("There are ").figure(Words.count(all), "").text(" of this kind. ");
        boolean mayMake = visit.who().role() == Role.OPERATOR;
        if (mayMake) {
            headline.figure(
                            "Make a new " + shape.one(),
                            MarketForms.NEW + "/" + shape.section().key())
                    .text(".");
        }
        return Page.of(
                MarketForms.capital(shape.section().key()),
                headline,
                new Block.Filter("", here, List.of(Block.Input.text("id", "id has", query.text("id")))),
                new Block.Table(
                        shape.purpose(),
                        columns,
                        rows,
                        "",
                        mayMake ? "There is none like that. Make one: the link is above." : "There is none like that.",
                        next,
                        null));
    }

    private static List<Cell> row(Shape shape, Entity entity, String here) {
        var document = Documents.shown(entity.kind(), entity.document());
        Typed typed = Typed.of(shape, document);
        var enabled = document.get("enabled");
        var title = document.get("name");
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(entity.name()).to(here + "/" + entity.name()));
        row.add(Cell.of(title == null ? "" : title.text()));
        row.add(Cell.state(enabled != null && enabled.text().equals("false") ? "off" : "on"));
        for (String key : shape.listed()) {
            Entry entry = shape.entry(key);
            String text = typed.text(key).replace('\n', ' ');
            boolean isNumber = entry.kind() == Entry.Kind.NUMBER;
            String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
            row.add(new Cell(cut.isEmpty() ? "–" : cut, null, isNumber ? "num" : "", null, null));
        }
        return row;
    }

    /** How many there are of each, leading there. */
    static Block counts(Visit visit) {
        List<Block.Fact> facts = new ArrayList<>();
        Snapshot market = visit.sight().market();
        for (Shape shape : Shape.all()) {
            int count = 0;
            for (int id = 1; id < market.end(shape.section().kind()); id++) {
                Entity entity = market.entity(shape.section().kind(), id);
                count += entity != null && !entity.deleted() ? 1 : 0;
            }
            String key = shape.section().key();
            facts.add(new Block.Fact(key, new Cell(Words.count(count), MarketForms.HERE + "/" + key, "", null, null)));
        }
        return new Block.Facts("All of the market, to be looked at and changed", facts);
    }

    /** Where something is looked at beside its form; empty: nowhere. */
    static String place(Shape shape, String name) {
        return switch (shape.section()) {
            case CAMPAIGNS -> PLACE + "/" + name;
            case ORDERS -> "/console/orders/" + name;
            case BUYERS, SELLERS -> BillingPages.HERE + "/" + shape.section().key() + "/" + name;
            case POOLS -> PoolPages.HERE + "/" + name;
            case NUMBERS -> NumberPages.HERE + "/" + name;
            default -> "";
        };
    }

    /** What whoever made something may want next. */
    static List<Block> next(Shape shape, String name, boolean isNew) {
        if (isNew && shape.section() == Section.VERTICALS) {
            String to = MarketForms.NEW + "/campaigns?vertical=" + name;
            return List.of(new Block.Facts(
                    "What it may need next",
                    List.of(new Block.Fact(
                            "what is sold of it", Cell.of("make a campaign").to(to)))));
        }
        boolean isParty = shape.section() == Section.BUYERS || shape.section() == Section.SELLERS;
        if (!isNew || !isParty) {
            return List.of();
        }
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("a key for its programs", Cell.of("make one").to(KeyPages.HERE)));
        facts.add(new Block.Fact("somebody who signs in", Cell.of("add them").to(PeoplePages.HERE)));
        if (shape.section() == Section.BUYERS) {
            String to = MarketForms.NEW + "/orders?buyer=" + name;
            facts.add(new Block.Fact(
                    "what it wants", Cell.of("make its first order").to(to)));
        } else {
            String to = MarketForms.HERE + "/campaigns";
            facts.add(new Block.Fact(
                    "where it may sell", Cell.of("tick it in a campaign").to(to)));
            String postback = MarketForms.NEW + "/webhooks?kind=postback&seller=" + name;
            facts.add(new Block.Fact(
                    "its tracker is told", Cell.of("make a postback").to(postback)));
        }
        return List.of(new Block.Facts("What it may need next", facts));
    }
}

package io.gavel.gateway.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a changed market would have brought, as a sentence and tables: as it was, as it would have been, the difference. */
final class WhatIfTables {
    private WhatIfTables() {}

    static Page.Headline headline(Trials.Result result, String currency) {
        long then = result.all().then().marginMicros();
        long now = result.all().now().marginMicros();
        String difference = Words.money(Math.abs(now - then), currency);
        String more = now > then ? difference + " more" : now < then ? difference + " less" : "exactly as much";
        return Page.Headline.of("It would have left ")
                .figure(more, "")
                .text(" margin: " + Words.money(now, currency) + " instead of " + Words.money(then, currency) + "; ")
                .figure(fill(result, Trials.Answers::now), "")
                .text(" of the pings would have found a buyer instead of " + fill(result, Trials.Answers::then) + ".");
    }

    private static String fill(Trials.Result result, ToLongFunction<Trials.Answers> which) {
        long all = 0;
        long found = 0;
        for (Trials.Answers each : result.pings()) {
            all += which.applyAsLong(each);
            found += each.word().equals(Trials.ACCEPTED) ? which.applyAsLong(each) : 0;
        }
        return Words.percent(found, all);
    }

    static List<Block> of(Trials.Result result, String currency) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(totals(result, currency));
        for (String kind : List.of("buyer", "campaign", "seller")) {
            blocks.add(by(kind, result, currency));
        }
        blocks.add(answers(result));
        List<String> notes = new ArrayList<>();
        notes.add("Replayed: " + Words.exact(result.beginMicros()) + " to " + Words.exact(result.endMicros())
                + ". Sellers do what they did, buyers answer what they answered then.");
        notes.addAll(result.assumptions());
        blocks.add(new Block.Note("How to read this", "note", notes));
        return blocks;
    }

    private static Block totals(Trials.Result result, String currency) {
        Trials.Sums then = result.all().then();
        Trials.Sums now = result.all().now();
        return new Block.Table(
                "All of it, money in " + currency,
                List.of(
                        Block.Column.of("figure"),
                        Block.Column.minorNumber("as it was"),
                        Block.Column.number("with the change"),
                        Block.Column.number("difference")),
                List.of(
                        amount("revenue", then.revenueMicros(), now.revenueMicros()),
                        amount("cost", then.costMicros(), now.costMicros()),
                        amount("margin", then.marginMicros(), now.marginMicros()),
                        count("awards", then.awards(), now.awards()),
                        count("expired", then.expired(), now.expired()),
                        count("sold", then.sold(), now.sold()),
                        count("returned", then.returned(), now.returned())),
                "");
    }

    private static Block by(String kind, Trials.Result result, String currency) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Trials.Row row : result.rows()) {
            if (row.kind().equals(kind)) {
                rows.add(List.of(
                        Cell.of(row.name()),
                        Cell.number(row.then().sold()),
                        Cell.number(row.now().sold()),
                        Cell.money(row.then().revenueMicros()),
                        Cell.money(row.now().revenueMicros()),
                        difference(row.now().revenueMicros() - row.then().revenueMicros()),
                        difference(row.now().marginMicros() - row.then().marginMicros())));
            }
        }
        return new Block.Table(
                "By " + kind + ", in " + currency,
                List.of(
                        Block.Column.of(kind),
                        Block.Column.minorNumber("sold then"),
                        Block.Column.minorNumber("sold now"),
                        Block.Column.minorNumber("revenue then"),
                        Block.Column.minorNumber("revenue now"),
                        Block.Column.number("revenue ±"),
                        Block.Column.number("margin ±")),
                rows,
                "Nothing was sold in this time, neither then nor now.");
    }

    private static Block answers(Trials.Result result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Trials.Answers each : result.pings()) {
            rows.add(count(each.word().replace('_', ' '), each.then(), each.now()));
        }
        return new Block.Table(
                "How pings were answered",
                List.of(
                        Block.Column.of("answer"),
                        Block.Column.minorNumber("as it was"),
                        Block.Column.number("with the change"),
                        Block.Column.number("difference")),
                rows,
                "There was no ping in this time.");
    }

    private static List<Cell> amount(String name, long then, long now) {
        return List.of(Cell.of(name), Cell.money(then), Cell.money(now), difference(now - then));
    }

    private static List<Cell> count(String name, long then, long now) {
        long more = now - then;
        String text = (more > 0 ? "+" : more < 0 ? "−" : "") + Words.count(Math.abs(more));
        Cell difference = new Cell(text, null, more < 0 ? "num minus" : "num", null, Long.toString(more));
        return List.of(Cell.of(name), Cell.number(then), Cell.number(now), difference);
    }

    private static Cell difference(long micros) {
        Cell cell = Cell.money(micros);
        return micros > 0 ? new Cell("+" + cell.text(), null, cell.style(), null, cell.value()) : cell;
    }
}

package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Verticals: what is known of a lead. */
final class VerticalShape {
    static final Shape SHAPE = Shape.of(
            Section.VERTICALS,
            "vertical",
            "A vertical is the list of fields of a kind of lead: what sellers send, and what orders filter by.",
            List.of("fields"),
            Part.open("What it is", text("name", "name", "For people. Empty: the id.")),
            Part.open(
                    "What is known of a lead",
                    field(
                            Entry.Kind.FIELDS,
                            "fields",
                            "fields",
                            "A line each: its name, a colon, its type, and what else holds, with commas between. Types: boolean,"
                                    + " integer, decimal, date, zip, us_state, text, phone, email, or one of poor | fair | good."
                                    + " A range: integer 16 to 110, decimal from 0, date up to 2030-12-31. Needed: on ping, or"
                                    + " on post. Personal data (phone and email always): personal; it goes to the winning buyer"
                                    + " only. For example: age: integer 16 to 110, on ping")),
            Part.folded(
                    "Scores",
                    number(
                            "scoring.after",
                            "learned after, sales",
                            "So many outcomes are seen before scores are given: 20 to 1000000. Empty: 200.")));

    private VerticalShape() {}
}

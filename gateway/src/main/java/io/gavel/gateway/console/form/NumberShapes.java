package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.flag;
import static io.gavel.gateway.console.form.Entry.name;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Tracking numbers and pools of them. */
final class NumberShapes {
    static final Shape POOL = Shape.of(
            Section.POOLS,
            "pool",
            "A pool gives each visitor of a site a number of its own, so that a call tells the click that it came of.",
            List.of("campaign", "hold_s", "overflow"),
            Part.open(
                    "Its numbers",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Empty: on."),
                    name("campaign", "campaign", "One that sells calls.", Section.CAMPAIGNS),
                    field(
                            Entry.Kind.LIST,
                            "numbers",
                            "numbers",
                            "Like +18005550100, a line each. A number is in one place only."),
                    text(
                            "overflow",
                            "overflow",
                            "The number that visitors share when no other is free. Empty: they see none."),
                    field(
                            Entry.Kind.LIST,
                            "retiring",
                            "retiring numbers",
                            "Still answered, given to nobody any more; a line each.")),
            Part.open(
                    "How long",
                    number(
                            "hold_s",
                            "held after the last touch, s",
                            "So long a visit keeps its number: 1 to 604800. Empty: 1200."),
                    number(
                            "quarantine_s",
                            "rests, s",
                            "Before another visitor has the number: 0 to 2592000. Empty: 0."),
                    number(
                            "late_s",
                            "late calls count, s",
                            "So long a call is of who had the number last: 0 to 2592000. Empty: 86400."),
                    number("longest_s", "longest visit, s", "1 to 2592000. Empty: 43200.")),
            Part.open(
                    "Who may ask",
                    field(
                            Entry.Kind.LIST,
                            "origins",
                            "sites",
                            "Like https://site.example, a line each. Empty: any site may ask for numbers."),
                    number(
                            "per_address",
                            "numbers for one address",
                            "At once; 0: any number. Empty: half of the pool's numbers, 60 at most.")),
            Part.folded(
                    "Who is paid",
                    text("source", "source", "Of calls whose visit does not tell. Empty: none."),
                    name(
                            "seller",
                            "seller",
                            "Who is paid for its calls. Empty: the carrier's seller, or nobody.",
                            Section.SELLERS)));

    static final Shape NUMBER = Shape.of(
            Section.NUMBERS,
            "number",
            "A number with a campaign is static: its calls are of one source. Without one it is only there, or in a pool.",
            List.of("campaign", "source", "seller"),
            Part.open(
                    "Where it leads",
                    name(
                            "campaign",
                            "campaign",
                            "One that sells calls. Empty: it is in a pool, or unused.",
                            Section.CAMPAIGNS),
                    text("source", "source", "Where it is advertised, like billboard-i80."),
                    name(
                            "seller",
                            "seller",
                            "Who is paid for its calls. Empty: the carrier's seller, or nobody.",
                            Section.SELLERS),
                    flag("enabled", "switched on", "Empty: on.")),
            Part.open(
                    "What it costs",
                    name("carrier", "carrier", "Whom it is rented from.", Section.CARRIERS),
                    number("monthly_fee", "a month", "Empty: as the carrier's rates say."),
                    number("per_minute", "a minute", "Empty: as the carrier's rates say."),
                    text("since", "rented since", "A day like 2026-11-01.")));

    private NumberShapes() {}
}

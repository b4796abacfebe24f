package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.choice;
import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.flag;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Buyers and sellers. */
final class PartyShapes {
    private static final String CAPS =
            "Like 100 per day; 500.00 per month; 2 at once. With a point it is money; periods are hour, day, week, month, total. ";

    static final Shape BUYER = Shape.of(
            Section.BUYERS,
            "buyer",
            "A buyer takes leads and calls by its orders, and pays for them.",
            List.of("timezone", "credit", "caps"),
            Part.open(
                    "Who it is",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Off: none of its orders takes part. Empty: on."),
                    field(Entry.Kind.ZONE, "timezone", "time zone", "Of its orders' hours and caps. Empty: UTC.")),
            Part.open(
                    "How much",
                    number("credit", "credit", "The most that it may owe, holds included. Empty: no limit."),
                    number(
                            "low_balance",
                            "told when less is left than",
                            "Its webhook buyer.low_balance. Empty: never."),
                    field(Entry.Kind.CAPS, "caps", "caps over all its orders", CAPS + "Empty: none.")),
            Part.folded(
                    "What it may give back",
                    text("returns.window", "within", "After it was bought, like 7d; 30d at most. Empty: 30d."),
                    field(
                            Entry.Kind.LIST,
                            "returns.reasons",
                            "for these reasons",
                            "Words like wrong_number, a line each. Empty: any reason."),
                    choice(
                            "returns.approval",
                            "decided",
                            "automatic: at once. manual: each waits for an operator. Empty: automatic.",
                            "automatic",
                            "manual"),
                    number("returns.count", "at most", "So many in the period. Empty: any number."),
                    number("returns.percent", "at most, % of what it bought", "In the period. Empty: all."),
                    choice("returns.per", "the period", "Empty: month.", "day", "week", "month", "total")));

    static final Shape SELLER = Shape.of(
            Section.SELLERS,
            "seller",
            "A seller sends pings, posts leads, sends calls, and is paid a part of the price.",
            List.of("share", "margin", "caps"),
            Part.open(
                    "Who it is",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Off: its pings are rejected as seller_paused. Empty: on.")),
            Part.open(
                    "What it is paid: a share, or all but a margin",
                    number("share", "share of the price", "From 0 to 1: 0.80 is 80 %. Empty: 1, the whole price."),
                    number("margin", "or all but", "A fixed margin of each sale, instead of the share.")),
            Part.folded(
                    "How much",
                    field(Entry.Kind.CAPS, "caps", "caps over all its campaigns, in UTC", CAPS + "Empty: none."),
                    field(
                            Entry.Kind.WRITTEN,
                            "rate_limit",
                            "pings a second",
                            "Like 100, or {per_second: 100, burst: 200}; more are answered 429. Empty: no limit.")));

    private PartyShapes() {}
}

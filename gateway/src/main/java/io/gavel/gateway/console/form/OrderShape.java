package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.choice;
import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.flag;
import static io.gavel.gateway.console.form.Entry.name;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Orders: what a buyer wants of a campaign, for how much, and where it goes. */
final class OrderShape {
    static final Shape SHAPE = Shape.of(
            Section.ORDERS,
            "order",
            "An order is what a buyer wants of one campaign: which pings, when, how many, for how much, and where they go.",
            List.of("buyer", "campaign", "price"),
            Part.open(
                    "Whose it is",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Empty: on."),
                    name("buyer", "buyer", "Who takes and pays.", Section.BUYERS),
                    name("campaign", "campaign", "Of what it buys.", Section.CAMPAIGNS)),
            Part.open(
                    "What it pays: a price, or an address that is asked",
                    number("price", "fixed price", "For each lead or call. Leave it empty if the buyer is asked."),
                    text("bid.url", "bids are asked at", "Like https://buyer.example/bid, instead of a fixed price."),
                    number("bid.timeout_ms", "a bid is waited for, ms", "1 to 60000. Empty: 1000."),
                    number("bid.max", "highest bid taken", "More counts as that much. Empty: no limit."),
                    flag("bid.test", "asked for test pings too", "Empty: no."),
                    number(
                            "price_limits.min",
                            "buyer may go down to",
                            "Of a fixed price, in its own portal. Empty: it may not change it."),
                    number("price_limits.max", "buyer may go up to", "Likewise.")),
            Part.open(
                    "What it wants",
                    field(
                            Entry.Kind.WRITTEN,
                            "filter",
                            "filter",
                            "Like {field: state, in: [CA, NV]}. Empty: everything. The order's filter page builds it row by row and"
                                    + " counts what it matches."),
                    field(
                            Entry.Kind.HOURS,
                            "hours",
                            "hours, in the buyer's time zone",
                            "Like mon-fri 09:00-18:00; sat 10:00-14:00. Empty: always. The order's page has a grid of them."),
                    field(
                            Entry.Kind.CAPS,
                            "caps",
                            "caps",
                            "Like 100 per day; 500.00 per month; 2 at once. With a point it is money; periods are hour, day, week,"
                                    + " month, total. Empty: none.")),
            Part.folded(
                    "Among the orders of its campaign",
                    number("priority", "priority", "waterfall: lower is first. Empty: 1."),
                    number("weight", "weight", "weighted: its part of all weights. Empty: 1."),
                    field(
                            Entry.Kind.LIST,
                            "duplicates.by",
                            "never the same person again, by",
                            "Fields of type phone or email, a line each. Empty: no check of its own."),
                    text("duplicates.window", "within", "Like 30d; goes with the fields above.")),
            Part.open(
                    "Where leads go",
                    text(
                            "deliver.url",
                            "leads are posted to",
                            "Like https://buyer.example/lead. Empty, without the rest: sold as soon as posted."),
                    number("deliver.timeout_ms", "answered within, ms", "100 to 60000. Empty: 5000."),
                    choice(
                            "deliver.on_unknown",
                            "if nobody knows whether it arrived",
                            "retry: it stays with this buyer and is sent again. next: the next bid is tried. Empty: retry.",
                            "retry",
                            "next")),
            Part.folded(
                    "Where calls go",
                    text("deliver.sip", "SIP address that rings", "Like sip:desk@host:5060."),
                    text("deliver.number", "or the number that rings", "Like +18005550199; goes with a carrier."),
                    name(
                            "deliver.carrier",
                            "by the carrier",
                            "Which one the number is called through.",
                            Section.CARRIERS),
                    number("deliver.ring_s", "rings, s", "1 to 300. Empty: 20."),
                    number(
                            "billable_after_s",
                            "billable after, s",
                            "The price is due when the talk lasted so long. Empty: 0."),
                    choice(
                            "caller_id",
                            "the buyer sees",
                            "pass: the caller's number. number: the tracking number. Empty: pass.",
                            "pass",
                            "number"),
                    text("deliver.whisper", "the buyer hears first", "A prompt's file. Empty: nothing."),
                    text(
                            "deliver.accept",
                            "key that takes the call",
                            "Like 1: the buyer has to press it. Empty: none."),
                    number(
                            "deliver.reroute_within_s",
                            "goes on after, s",
                            "Who hangs up sooner loses the call to the next: 0 to 60. Empty: 0."),
                    field(
                            Entry.Kind.LIST,
                            "deliver.hosts",
                            "hosts that bids may name",
                            "Beside that of the SIP address, a line each."),
                    flag("deliver.probe", "asked now and then whether it is there", "Empty: no.")));

    private OrderShape() {}
}

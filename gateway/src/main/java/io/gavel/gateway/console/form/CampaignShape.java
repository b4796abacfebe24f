package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.choice;
import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.flag;
import static io.gavel.gateway.console.form.Entry.name;
import static io.gavel.gateway.console.form.Entry.names;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Campaigns: what is sold, and how. */
final class CampaignShape {
    static final Shape SHAPE = Shape.of(
            Section.CAMPAIGNS,
            "campaign",
            "A campaign is what is sold: leads or calls of one vertical, by one method, to the orders that buyers have in it.",
            List.of("product", "method", "floor"),
            Part.open(
                    "What is sold",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Off: its pings are rejected as campaign_paused. Empty: on."),
                    name("vertical", "vertical", "Which fields a lead or caller has.", Section.VERTICALS),
                    choice("product", "sells", "Empty: lead.", "lead", "call"),
                    names("sellers", "sellers", "Who may sell in it. None: nobody may.", Section.SELLERS)),
            Part.open(
                    "How it is sold",
                    choice(
                            "method",
                            "method",
                            "ping_post: everybody bids, the best price wins. waterfall: by the orders' priority. weighted: by their"
                                    + " weights. round_robin: in turn. Empty: ping_post.",
                            "ping_post",
                            "waterfall",
                            "weighted",
                            "round_robin"),
                    choice(
                            "pricing",
                            "winner pays",
                            "first_price: what it bid. second_price: the best losing price, at least the floor (ping_post only)."
                                    + " Empty: first_price.",
                            "first_price",
                            "second_price"),
                    number("floor", "floor, a buyer's money", "No bid below it wins. Empty: 0."),
                    number(
                            "deadline_ms",
                            "deadline, ms",
                            "The auction closes then at the latest: 10 to 60000. Empty: 500."),
                    number(
                            "max_sales",
                            "sold to at most",
                            "More than 1: a lead is shared by so many buyers. Empty: 1."),
                    choice(
                            "rank_by",
                            "bids are ranked by",
                            "value: price times the chance that the sale stands, as scores say (ping_post with first_price)."
                                    + " Empty: price.",
                            "price",
                            "value")),
            Part.folded(
                    "After the auction",
                    number("award_ttl_s", "an award lives, s", "So long the price holds for the post. Empty: 60."),
                    number(
                            "post_deadline_ms",
                            "a post is answered within, ms",
                            "So long the next bids are tried when a buyer refuses. Empty: 15000."),
                    field(
                            Entry.Kind.LIST,
                            "duplicates.by",
                            "a person is known by",
                            "Fields of type phone or email, a line each; of calls “caller” too. Empty: no check for duplicates."),
                    text(
                            "duplicates.window",
                            "not sold again within",
                            "Like 30d, 12h or 45m; goes with the fields above."),
                    choice(
                            "duplicates.repeat",
                            "who calls again",
                            "Calls only. reject; same_buyer: who had the caller is rung first, for nothing if it paid; normal."
                                    + " Empty: reject.",
                            "reject",
                            "same_buyer",
                            "normal")),
            Part.folded(
                    "Scores",
                    number(
                            "score.gate",
                            "least score",
                            "From 0 to 1. What scores less goes to the campaign below, or is rejected as low_score. Empty: all are"
                                    + " taken."),
                    name(
                            "score.fallback",
                            "less goes to",
                            "A campaign of the same vertical and product that was there before.",
                            Section.CAMPAIGNS),
                    number(
                            "score.review_below",
                            "calls are reviewed below",
                            "From 0 to 1. A call that scores less when it becomes billable waits for an operator's look. Empty:"
                                    + " none waits."),
                    text("score.review_within", "reviewed within", "Like 48h, 14d at most. Empty: 48h."),
                    choice(
                            "score.review_then",
                            "if nobody looked",
                            "bill it, or release it: it is not paid. Empty: bill.",
                            "bill",
                            "release")),
            Part.folded(
                    "Calls only",
                    name("flow", "flow", "What callers hear before the auction. Empty: nothing.", Section.FLOWS),
                    text(
                            "waiting",
                            "heard while waiting",
                            "A file of the folder of prompts, like music.wav: callers who were answered hear it until a buyer has the"
                                    + " call. Empty: ringback."),
                    choice("recording.mode", "recording", "Empty, with nothing else here: off.", "off", "both_legs"),
                    text(
                            "recording.announce",
                            "prompt that says so",
                            "A file of the folder of prompts, like notice.wav: callers hear it before a buyer has the call. Empty: none."),
                    field(
                            Entry.Kind.LIST,
                            "recording.announce_in",
                            "heard by callers of",
                            "two_party, or states like CA, a line each; who is of no known state hears it too. Empty: everybody."),
                    flag("recording.transcribe", "transcribed", "The recording becomes text. Empty: no."),
                    choice(
                            "ring",
                            "buyers ring",
                            "one after the other, or all: the best ones at once. Empty: one.",
                            "one",
                            "all"),
                    number("ring_at_once", "at once", "How many, with ring all: 1 to 20. Empty: 5."),
                    choice(
                            "media",
                            "audio",
                            "anchored: by this machine. direct: between the carriers, without flow and recording. Empty: anchored.",
                            "anchored",
                            "direct"),
                    number(
                            "no_buyer_status",
                            "answer without a buyer",
                            "The SIP status that the caller's carrier gets, 400 to 699. Empty: 480."),
                    number("longest_call_s", "longest call, s", "10 to 86400. Empty: 14400.")),
            Part.folded(
                    "Conversions",
                    text("conversion.name", "conversion's name", "As advertising platforms know it. Empty: Gavel."),
                    choice(
                            "conversion.value",
                            "conversion's value",
                            "price: what the buyer pays. payout: what the seller is paid. Empty: price.",
                            "price",
                            "payout"),
                    number(
                            "conversion.min_confidence",
                            "as sure as",
                            "From 0 to 1. Platforms are told of no call that is less surely of its click. Empty: 0.9: alone with its"
                                    + " number, or known again."),
                    field(
                            Entry.Kind.ZONE,
                            "timezone",
                            "days of ad spend",
                            "Whose midnight ads are paid by. Empty: UTC.")));

    private CampaignShape() {}
}

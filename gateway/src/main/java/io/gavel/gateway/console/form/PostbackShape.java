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

/** Who is told what happens: sellers' postbacks, webhooks, advertising platforms. */
final class PostbackShape {
    static final Shape SHAPE = Shape.of(
            Section.WEBHOOKS,
            "webhook or postback",
            "It tells somebody outside what was sold: a seller's tracker, a program of yours, an advertising platform.",
            List.of("kind", "url", "seller"),
            Part.open(
                    "What it is",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Empty: on."),
                    choice(
                            "kind",
                            "kind",
                            "postback: an address of a seller with macros. webhook: signed JSON of what happens. ga4, google_ads:"
                                    + " conversions. Empty: webhook.",
                            "postback",
                            "webhook",
                            "ga4",
                            "google_ads"),
                    field(
                            Entry.Kind.TEXT,
                            "url",
                            "address",
                            "Of a postback with macros, like https://t.example/pb?cid={click_id}&sum={payout}; of a webhook without."),
                    name(
                            "seller",
                            "seller",
                            "Whose sales are told; not of webhooks. Empty: everybody's.",
                            Section.SELLERS),
                    names(
                            "campaigns",
                            "campaigns",
                            "Whose sales are told, a line each; not of webhooks. Empty: all.",
                            Section.CAMPAIGNS)),
            Part.folded(
                    "Webhooks",
                    field(
                            Entry.Kind.LIST,
                            "events",
                            "events",
                            "Like lead.sold, call.* or *, a line each. Empty: all.")),
            Part.folded(
                    "Postbacks",
                    choice("method", "sent by", "Empty: get.", "get", "post"),
                    text("body", "body", "With post: of a form or of JSON, with macros."),
                    flag("retractions", "returns are told too", "Empty: no.")),
            Part.folded(
                    "Advertising platforms",
                    text("measurement_id", "GA4 stream", "Like G-AB12CD34EF."),
                    text("event", "GA4 event", "Empty: purchase."),
                    flag(
                            "validate",
                            "GA4: only validated",
                            "Nothing is counted; what is wrong is a dead letter. Empty: no."),
                    text("customer", "Google Ads account", "Its ten digits, like 123-456-7890."),
                    text("login_customer", "its manager account", "If it is managed by another."),
                    number("conversion_action", "conversion action", "Its number."),
                    choice(
                            "consent.ad_user_data",
                            "consent to ad user data",
                            "Of who did not tell their own.",
                            "granted",
                            "denied"),
                    choice(
                            "consent.ad_personalization",
                            "consent to personal ads",
                            "Of who did not tell their own.",
                            "granted",
                            "denied"),
                    text("secret", "file of secrets", "Of the folder secrets.folder. Empty: the id.")));

    private PostbackShape() {}
}

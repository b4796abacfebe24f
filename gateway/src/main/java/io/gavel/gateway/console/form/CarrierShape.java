package io.gavel.gateway.console.form;

import static io.gavel.gateway.console.form.Entry.choice;
import static io.gavel.gateway.console.form.Entry.field;
import static io.gavel.gateway.console.form.Entry.flag;
import static io.gavel.gateway.console.form.Entry.name;
import static io.gavel.gateway.console.form.Entry.number;
import static io.gavel.gateway.console.form.Entry.text;

import io.gavel.gateway.market.Section;
import java.util.List;

/** Carriers: who sends calls, and through whom calls go out. */
final class CarrierShape {
    private static final String ROUNDING = "Seconds billed at least, then steps: 6/6, 30/6 or 60/60. Empty: 60/60.";
    private static final String SECRET = "Never shown again. Empty: as it is.";

    static final Shape SHAPE = Shape.of(
            Section.CARRIERS,
            "carrier",
            "A carrier sends calls to our numbers, or takes calls to buyers' numbers. Calls of anybody else are refused.",
            List.of("addresses", "seller"),
            Part.open(
                    "Who it is",
                    text("name", "name", "For people. Empty: the id."),
                    flag("enabled", "switched on", "Off: its calls are refused. Empty: on."),
                    name(
                            "seller",
                            "seller",
                            "Who is paid for its calls to numbers without a seller. Empty: nobody.",
                            Section.SELLERS)),
            Part.open(
                    "What it is known by: where its calls come from, or a password, or both",
                    field(
                            Entry.Kind.LIST,
                            "addresses",
                            "addresses",
                            "Like 192.0.2.10 or 192.0.2.0/24, a line each. Empty: any, with the password below."),
                    text("username", "user name", "Of the digest that it answers with. Empty: it is not asked."),
                    field(Entry.Kind.SECRET, "password", "password", SECRET),
                    text("realm", "realm", "Of that digest. Empty: the exchange's.")),
            Part.folded(
                    "Calls that go out through it",
                    text("outbound.sip", "trunk", "Like sip:trunk.example: orders with a number are rung there."),
                    text("outbound.username", "user name there", "If the trunk asks for one."),
                    field(Entry.Kind.SECRET, "outbound.password", "password there", SECRET),
                    text("outbound.realm", "realm there", "Empty: the trunk's.")),
            Part.folded(
                    "If it asks by HTTP what to do with a call",
                    choice("webhook.kind", "kind", "Whose webhooks.", "twilio", "telnyx", "jambonz"),
                    text("webhook.url", "address", "twilio: the address that it was told, which it signs."),
                    field(
                            Entry.Kind.SECRET,
                            "webhook.token",
                            "token",
                            "What it signs with; telnyx: the key of its API. " + SECRET),
                    text("webhook.public_key", "public key", "telnyx: 32 bytes in base64."),
                    text("webhook.api", "its API", "telnyx. Empty: https://api.telnyx.com.")),
            Part.folded(
                    "What it asks",
                    number("rates.inbound.per_minute", "a caller's minute", "Empty: nothing."),
                    text("rates.inbound.rounding", "rounding of it", ROUNDING),
                    number("rates.outbound.per_minute", "a buyer's minute", "Empty: nothing."),
                    text("rates.outbound.rounding", "rounding of it", ROUNDING),
                    number("rates.recording.per_minute", "a minute recorded", "Empty: nothing."),
                    text("rates.recording.rounding", "rounding of it", ROUNDING),
                    number("rates.transcription.per_minute", "a minute transcribed", "Empty: nothing."),
                    text("rates.transcription.rounding", "rounding of it", ROUNDING),
                    number("rates.platform_fee", "each answered call", "Empty: nothing."),
                    number(
                            "rates.monthly_fee",
                            "a number a month",
                            "Unless the number says otherwise. Empty: nothing.")));

    private CarrierShape() {}
}

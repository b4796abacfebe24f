package io.gavel.gateway.market;

import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where an order's leads or calls go: {@code {url}}, {@code {sip}}, or {@code {number, carrier}}. Any thread. */
final class DeliverReader {
    private static final Pattern SIP = Pattern.compile(
            "sips?:([^@\\s<>\"?]{1,200}@)?([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(:[0-9]{1,5})?(;[^\\s<>\"?]{1,200})?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRANSPORT = Pattern.compile(";transport=(udp|tcp|tls)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_HOSTS = 100;
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private DeliverReader() {}

    /** What {@code on_unknown} may say. */
    private static final String NEXT = "next";

    static @Nullable Deliver read(Reading order, @Nullable CampaignInfo campaign, Known known) {
        Product product = campaign == null ? null : campaign.product();
        Reading reading = order.map("deliver");
        if (reading == null) {
            if (product == Product.CALL) {
                order.problem("deliver", "is missing: a call has to go somewhere, to a sip address or a number");
            }
            return null;
        }
        int ways = (reading.has("url") ? 1 : 0) + (reading.has("sip") ? 1 : 0) + (reading.has("number") ? 1 : 0);
        if (ways != 1) {
            reading.problem("expected one of url, sip, number");
        }
        if (product == Product.LEAD && (reading.has("sip") || reading.has("number"))) {
            reading.problem(reading.has("sip") ? "sip" : "number", "a lead is delivered to a url");
        }
        if (product == Product.CALL && reading.has("url")) {
            reading.problem("url", "a call is delivered to a sip address or a number");
        }
        String unknown = reading.text("on_unknown", "retry");
        CampaignReader.oneOf(reading, "on_unknown", "retry", NEXT);
        CarrierInfo carrier = carrier(reading, known);
        Deliver deliver = new Deliver(
                reading.url("url"),
                reading.integer("timeout_ms", 5000, 100, 60_000),
                unknown.equals(NEXT),
                sip(reading),
                hosts(reading),
                number(reading),
                carrier == null ? null : carrier.name(),
                carrier == null ? 0 : carrier.id(),
                reading.integer("ring_s", 20, 1, 300),
                whisper(reading, known),
                accept(reading),
                reading.integer("reroute_within_s", 0, 0, 60),
                reading.flag("probe", false));
        for (String key : List.of("hosts", "ring_s", "whisper", "accept", "reroute_within_s", "probe")) {
            if (product == Product.LEAD && reading.has(key)) {
                reading.problem(key, "goes with calls only");
            }
        }
        CallTerms terms = campaign == null ? null : campaign.calls();
        for (String key : List.of("whisper", "accept")) {
            if (terms != null && terms.direct() && reading.has(key)) {
                reading.problem(
                        key, "does not go with the campaign's media: direct: the gateway does not hear the audio");
            }
        }
        reading.end();
        return deliver;
    }

    private static @Nullable String whisper(Reading reading, Known known) {
        FlowReader.prompt(reading, "whisper", known);
        return reading.textOrNull("whisper");
    }

    private static @Nullable String accept(Reading reading) {
        String key = reading.textOrNull("accept");
        if (key != null && !key.matches("[0-9*#]")) {
            reading.problem("accept", "expected the key to press in quotes, like \"1\", found \"" + key + "\"");
        }
        return key;
    }

    private static @Nullable String sip(Reading reading) {
        String sip = reading.textOrNull("sip");
        if (sip != null && !isSip(sip)) {
            reading.problem("sip", "expected an address like sip:desk@host:5060, found \"" + sip + "\"");
        }
        return sip;
    }

    /** {@code hosts: [sip.example]}: where bids may send calls, beside the host of {@code sip}. */
    private static List<String> hosts(Reading reading) {
        List<String> hosts = new ArrayList<>();
        String own = reading.textOrNull("sip");
        Matcher address = own == null ? null : SIP.matcher(own);
        if (address != null && address.matches()) {
            hosts.add(address.group(2).toLowerCase(Locale.ROOT));
        }
        for (String host : reading.texts("hosts", MOST_HOSTS)) {
            if (!HOST.matcher(host).matches()) {
                reading.problem("hosts", "expected a host like sip.example, without port, found \"" + host + "\"");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(hosts);
    }

    /** The host of a SIP address that says no more than user, host, port and transport; null if it is none. */
    static @Nullable String plainHost(String text) {
        Matcher address = SIP.matcher(text);
        if (!address.matches()) {
            return null;
        }
        String parameters = address.group(4);
        boolean plain = parameters == null || TRANSPORT.matcher(parameters).matches();
        return plain ? address.group(2).toLowerCase(Locale.ROOT) : null;
    }

    /** A SIP or SIPS URI (RFC 3261 §19.1) without headers: scheme, perhaps a user, host, perhaps a port and parameters. */
    static boolean isSip(String text) {
        return SIP.matcher(text).matches();
    }

    private static @Nullable String number(Reading reading) {
        String number = reading.textOrNull("number");
        if (number != null && !isNumber(number)) {
            reading.problem("number", "expected a number like +18005550199, found \"" + number + "\"");
        }
        if (number != null && !reading.has("carrier")) {
            reading.problem("carrier", "is missing: the carrier that the number is called through");
        }
        return number;
    }

    private static @Nullable CarrierInfo carrier(Reading reading, Known known) {
        String name = reading.textOrNull("carrier");
        CarrierInfo carrier = name == null ? null : known.carrier(name);
        if (name != null && carrier == null) {
            reading.problem("carrier", "there is no carrier " + name + known.near(EntityKind.CARRIER, name));
        }
        return carrier;
    }

    /** E.164 with its plus (ITU-T E.164 §6.2). */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}

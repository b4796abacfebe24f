package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the engine only keeps: carriers, numbers, pools, webhooks; {@link FlowReader} reads flows. Any thread. */
final class OtherReader {
    private static final int MOST = 100_000;

    private final Known known;
    private final Problems problems;

    OtherReader(Known known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    /** {@code {addresses: [127.0.0.1/32], username, password, realm, seller, outbound: {sip, username, password}}}. */
    void carrier(Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        List<String> addresses = reading.texts("addresses", MOST);
        for (String address : addresses) {
            if (!Addresses.isNetwork(address)) {
                reading.problem(
                        "addresses", "expected an address or network like 192.0.2.0/24, found \"" + address + "\"");
            }
        }
        reading.textOrNull("name");
        reading.flag("enabled", true);
        credentials(reading);
        seller(reading);
        Reading outbound = reading.map("outbound");
        if (outbound != null) {
            String sip = outbound.textOrNull("sip");
            if (sip == null || !DeliverReader.isSip(sip)) {
                outbound.problem("sip", "expected an address like sip:trunk.example");
            }
            credentials(outbound);
            outbound.end();
        }
        if (addresses.isEmpty() && !reading.has("username") && outbound == null) {
            reading.problem("expected addresses or a username: who is this carrier known by?");
        }
        reading.end();
    }

    /** {@code {campaign, source, seller}}, named by the number. */
    void number(Node node, String name, String path) {
        Reading reading = new Reading(node, path, problems);
        if (!DeliverReader.isNumber(name)) {
            reading.problem("a number is written like \"+18005550199\", with quotes");
        }
        callCampaign(reading);
        reading.textOrNull("source");
        reading.flag("enabled", true);
        seller(reading);
        reading.end();
    }

    /** {@code {campaign, numbers, hold_s, overflow, origins, seller}}. */
    void pool(Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        callCampaign(reading);
        List<String> numbers = reading.texts("numbers", MOST);
        if (numbers.isEmpty()) {
            reading.problem("numbers", "expected a list of numbers");
        }
        Set<String> seen = new HashSet<>();
        for (String number : numbers) {
            poolNumber(reading, "numbers", number);
            if (!seen.add(number)) {
                reading.problem("numbers", "has " + number + " twice");
            }
        }
        reading.integer("hold_s", 1200, 1, 7 * 86_400);
        String overflow = reading.textOrNull("overflow");
        if (overflow != null) {
            poolNumber(reading, "overflow", overflow);
            if (seen.contains(overflow)) {
                reading.problem("overflow", overflow + " is one of the numbers too");
            }
        }
        for (String origin : reading.texts("origins", 1000)) {
            if (!origin.matches("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
                reading.problem("origins", "expected an origin like https://site.example, found \"" + origin + "\"");
            }
        }
        reading.textOrNull("name");
        reading.flag("enabled", true);
        seller(reading);
        reading.end();
    }

    /** {@code {url, events, signing_secret, enabled}}. */
    void webhook(Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        if (reading.url("url") == null && !reading.has("url")) {
            reading.problem("url", "is missing");
        }
        for (String event : reading.texts("events", 100)) {
            if (!event.matches("[a-z_]+(\\.[a-z_]+)*(\\.\\*)?|\\*")) {
                reading.problem("events", "expected names of events like lead.sold, found \"" + event + "\"");
            }
        }
        reading.textOrNull("name");
        reading.textOrNull("signing_secret");
        reading.flag("enabled", true);
        reading.end();
    }

    private static void credentials(Reading reading) {
        String username = reading.textOrNull("username");
        String password = reading.textOrNull("password");
        reading.textOrNull("realm");
        if ((username == null) != (password == null) && reading.has("username") != reading.has("password")) {
            reading.problem(
                    username == null ? "username" : "password", "is missing: username and password go together");
        }
    }

    private void poolNumber(Reading reading, String key, String number) {
        if (!DeliverReader.isNumber(number)) {
            reading.problem(key, "expected a number like \"+18005550100\", found \"" + number + "\"");
        } else if (known.has(EntityKind.NUMBER, number)) {
            reading.problem(key, number + " is a static number too");
        }
    }

    private void callCampaign(Reading reading) {
        String name = reading.textOrNull("campaign");
        if (name == null) {
            reading.problem("campaign", "is missing");
            return;
        }
        CampaignInfo campaign = known.campaign(name);
        if (campaign == null) {
            reading.problem("campaign", "there is no campaign " + name + known.near(EntityKind.CAMPAIGN, name));
        } else if (campaign.product() != Product.CALL) {
            reading.problem("campaign", name + " sells leads, not calls");
        }
    }

    private void seller(Reading reading) {
        @Nullable String name = reading.textOrNull("seller");
        if (name != null && known.seller(name) == null) {
            reading.problem("seller", "there is no seller " + name + known.near(EntityKind.SELLER, name));
        }
    }
}

package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import io.gavel.message.Product;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the engine only keeps: carriers, numbers, pools, webhooks; {@link FlowReader} reads flows. Any thread. */
final class OtherReader {
    private static final int MOST = 100_000;
    private static final int DAY = 86_400;
    private static final List<CarrierInfo.HookKind> KINDS = List.of(CarrierInfo.HookKind.values());

    private final Known known;
    private final Problems problems;

    OtherReader(Known known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    /** {@code {addresses: [127.0.0.1/32], username, password, realm, seller, outbound: {sip, username, password}}}. */
    CarrierInfo carrier(Entity entity, Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        List<String> addresses = reading.texts("addresses", MOST);
        for (String address : addresses) {
            if (!Addresses.isNetwork(address)) {
                reading.problem(
                        "addresses", "expected an address or network like 192.0.2.0/24, found \"" + address + "\"");
            }
        }
        reading.textOrNull("name");
        boolean enabled = reading.flag("enabled", true);
        CarrierInfo.Credentials credentials = credentials(reading);
        int sellerId = seller(reading);
        Reading outbound = reading.map("outbound");
        CarrierInfo.Outbound trunk = null;
        if (outbound != null) {
            String sip = outbound.textOrNull("sip");
            if (sip == null || !DeliverReader.isSip(sip)) {
                outbound.problem("sip", "expected an address like sip:trunk.example");
            }
            trunk = new CarrierInfo.Outbound(sip == null ? "" : sip, credentials(outbound));
            outbound.end();
        }
        CarrierInfo.Webhook webhook = webhook(reading);
        if (webhook != null && addresses.isEmpty() && !reading.has("username")) {
            reading.problem("webhook", "after it the call comes by SIP: addresses or a username are needed too");
        }
        if (addresses.isEmpty() && !reading.has("username") && outbound == null && webhook == null) {
            reading.problem("expected addresses or a username: who is this carrier known by?");
        }
        Rates rates = RatesReader.read(reading);
        reading.end();
        List<Network> networks =
                addresses.stream().filter(Addresses::isNetwork).map(Network::of).toList();
        return new CarrierInfo(entity, enabled, networks, credentials, sellerId, trunk, webhook, rates);
    }

    /** {@code webhook: {kind: twilio, url, token}}, {@code {kind: telnyx, public_key, token, api}}, {@code {kind: jambonz, token}}. */
    private static CarrierInfo.@Nullable Webhook webhook(Reading carrier) {
        Reading reading = carrier.map("webhook");
        if (reading == null) {
            return null;
        }
        CarrierInfo.HookKind kind = reading.word("kind", CarrierInfo.HookKind.TWILIO, KINDS);
        boolean isTelnyx = kind == CarrierInfo.HookKind.TELNYX;
        String url = reading.url("url");
        String token = reading.textOrNull("token");
        String key = reading.textOrNull("public_key");
        String api = reading.url("api");
        for (String needed : List.of("kind", "token")) {
            if (!reading.has(needed)) {
                reading.problem(needed, "is missing");
            }
        }
        if (kind == CarrierInfo.HookKind.TWILIO && !reading.has("url")) {
            reading.problem("url", "is missing: the address that Twilio was told, which it signs");
        }
        if (isTelnyx && (key == null || !key.matches("[A-Za-z0-9+/]{43}="))) {
            reading.problem("public_key", "expected the public key of the account: 32 bytes in base64");
        }
        for (String only : List.of("public_key", "api")) {
            if (!isTelnyx && reading.has(only)) {
                reading.problem(only, "goes with kind: telnyx only");
            }
        }
        reading.end();
        return new CarrierInfo.Webhook(
                kind,
                url == null ? "" : url,
                token == null ? "" : token,
                key == null ? "" : key,
                api == null ? "https://api.telnyx.com" : api.replaceAll("/+$", ""));
    }

    /** {@code {campaign, source, seller}}, named by the number. */
    NumberInfo number(Entity entity, Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        if (!DeliverReader.isNumber(entity.name())) {
            reading.problem("a number is written like \"+18005550199\", with quotes");
        }
        int campaignId = callCampaign(reading);
        String source = reading.textOrNull("source");
        boolean enabled = reading.flag("enabled", true);
        int sellerId = seller(reading);
        reading.end();
        return new NumberInfo(entity, enabled, campaignId, source, sellerId);
    }

    /**
     * {@code {campaign, numbers, retiring, overflow, hold_s, quarantine_s, late_s, longest_s, per_address, origins, source,
     * seller}}.
     */
    PoolInfo pool(Entity entity, Node node, String path) {
        Reading reading = new Reading(node, path, problems);
        int campaignId = callCampaign(reading);
        Set<String> seen = new HashSet<>();
        List<Long> numbers = numbers(reading, "numbers", seen);
        if (numbers.isEmpty()) {
            reading.problem("numbers", "expected a list of numbers");
        }
        List<Long> retiring = numbers(reading, "retiring", seen);
        String overflow = reading.textOrNull("overflow");
        boolean isNumber = overflow != null && poolNumber(reading, "overflow", overflow);
        if (overflow != null && seen.contains(overflow)) {
            reading.problem("overflow", overflow + " is one of the numbers too");
        }
        List<String> origins = reading.texts("origins", 1000);
        for (String origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
                reading.problem("origins", "expected an origin like https://site.example, found \"" + origin + "\"");
            }
        }
        reading.textOrNull("name");
        PoolInfo pool = new PoolInfo(
                entity,
                reading.flag("enabled", true),
                campaignId,
                numbers,
                retiring,
                isNumber && overflow != null ? digits(overflow) : 0,
                reading.integer("hold_s", 1200, 1, 7 * DAY),
                reading.integer("quarantine_s", 0, 0, 30 * DAY),
                reading.integer("late_s", DAY, 0, 30 * DAY),
                reading.integer("longest_s", DAY / 2, 1, 30 * DAY),
                reading.integer("per_address", 60, 0, MOST),
                List.copyOf(origins),
                reading.textOrNull("source"),
                seller(reading));
        reading.end();
        return pool;
    }

    private List<Long> numbers(Reading reading, String key, Set<String> seen) {
        List<Long> numbers = new ArrayList<>();
        for (String number : reading.texts(key, MOST)) {
            if (poolNumber(reading, key, number)) {
                numbers.add(digits(number));
            }
            if (!seen.add(number)) {
                reading.problem(key, "has " + number + " twice");
            }
        }
        return List.copyOf(numbers);
    }

    /** The digits of a number that is written like "+18005550100". */
    static long digits(String number) {
        return Long.parseLong(number.substring(1));
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

    private static CarrierInfo.@Nullable Credentials credentials(Reading reading) {
        String username = reading.textOrNull("username");
        String password = reading.textOrNull("password");
        String realm = reading.textOrNull("realm");
        if ((username == null) != (password == null) && reading.has("username") != reading.has("password")) {
            reading.problem(
                    username == null ? "username" : "password", "is missing: username and password go together");
        }
        return username == null || password == null ? null : new CarrierInfo.Credentials(username, password, realm);
    }

    private boolean poolNumber(Reading reading, String key, String number) {
        if (!DeliverReader.isNumber(number)) {
            reading.problem(key, "expected a number like \"+18005550100\", found \"" + number + "\"");
            return false;
        }
        if (known.has(EntityKind.NUMBER, number)) {
            reading.problem(key, number + " is a static number too");
        }
        return true;
    }

    private int callCampaign(Reading reading) {
        String name = reading.textOrNull("campaign");
        if (name == null) {
            reading.problem("campaign", "is missing");
            return 0;
        }
        CampaignInfo campaign = known.campaign(name);
        if (campaign == null) {
            reading.problem("campaign", "there is no campaign " + name + known.near(EntityKind.CAMPAIGN, name));
        } else if (campaign.product() != Product.CALL) {
            reading.problem("campaign", name + " sells leads, not calls");
        }
        return campaign == null ? 0 : campaign.id();
    }

    private int seller(Reading reading) {
        @Nullable String name = reading.textOrNull("seller");
        SellerInfo seller = name == null ? null : known.seller(name);
        if (name != null && seller == null) {
            reading.problem("seller", "there is no seller " + name + known.near(EntityKind.SELLER, name));
        }
        return seller == null ? 0 : seller.id();
    }
}

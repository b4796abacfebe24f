package io.gavel.gateway.market;

import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.Problems;
import io.gavel.message.EntityKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the engine only keeps: carriers. Any thread. */
final class OtherReader {
    private static final int MOST = 100_000;
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

    private int seller(Reading reading) {
        @Nullable String name = reading.textOrNull("seller");
        SellerInfo seller = name == null ? null : known.seller(name);
        if (name != null && seller == null) {
            reading.problem("seller", "there is no seller " + name + known.near(EntityKind.SELLER, name));
        }
        return seller == null ? 0 : seller.id();
    }
}

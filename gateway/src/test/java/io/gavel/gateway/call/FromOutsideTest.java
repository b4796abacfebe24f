package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.digest.DigestClient;
import io.gavel.gateway.sip.message.SipMessage;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and what everybody else is answered: over UDP, from addresses of their own. */
@Timeout(120)
class FromOutsideTest {
    private static final String CARRIER = "127.0.0.1";
    private static final String STRANGER = "127.0.0.9";
    private static final String NUMBER = "+18005550199";

    @TempDir
    private Path folder;

    /** Nobody answers at 127.0.0.8: what is let in ends with 480. */
    private WholeGateway open(String carriers) throws IOException {
        String order = CallRig.order("a", 1, "").replace("192.0.2.7", "127.0.0.8:9");
        String market = CallRig.market("", order);
        return new WholeGateway(
                folder, carriers.isEmpty() ? market : market.replace("carriers: {", carriers), "26100-26199");
    }

    @Test
    void aCarrierKnownByItsAddressIsLetInAndNobodyElse() throws Exception {
        try (WholeGateway gateway = open("");
                WholeGateway.Sender carrier = gateway.sender(CARRIER);
                WholeGateway.Sender stranger = gateway.sender(STRANGER)) {
            assertEquals(480, carrier.finalAnswer(carrier.invite(NUMBER)).status(), "let in, and nobody there");
            assertEquals(
                    404, carrier.finalAnswer(carrier.invite("+18005550100")).status());
            assertEquals(
                    404, carrier.finalAnswer(carrier.invite("0123456789abc")).status(), "no such ping");
            assertEquals(
                    482,
                    carrier.finalAnswer(carrier.invite(NUMBER, "X-Gavel-Call: 0123456789abc"))
                            .status(),
                    "our own call that comes back");
            for (int i = 0; i < 20; i++) {
                assertEquals(403, stranger.finalAnswer(stranger.invite(NUMBER)).status());
            }
            assertEquals(20, gateway.counted("calls.refused.stranger"));
            assertEquals(1, gateway.counted("calls.refused.loop"));
            assertEquals(2, gateway.counted("calls.refused.unknown_number"));
            JsonObject calls = new JsonObject(gateway.get("/v1/calls").body());
            assertEquals(1, calls.getJsonArray("items").size(), calls::encode);
        }
    }

    @Test
    void aMergedRequestIs482() throws Exception {
        try (WholeGateway gateway = open("");
                WholeGateway.Sender carrier = gateway.sender(CARRIER)) {
            SipMessage first = carrier.invite(NUMBER);
            SipMessage again = carrier.invite(NUMBER);
            again.set("Call-ID", String.valueOf(first.header("Call-ID")));
            again.set("From", String.valueOf(first.header("From")));
            carrier.send(first.encode());
            while (carrier.receive().status() != 100) {}
            assertEquals(482, carrier.finalAnswer(again).status());
        }
    }

    @Test
    void aCarrierThatSignsInIsLetInFromAnywhereWithTheRightPasswordOnly() throws Exception {
        try (WholeGateway gateway = open("carriers: {desk: {username: voip-a, password: s3cret, seller: acme}, ");
                WholeGateway.Sender sender = gateway.sender(STRANGER)) {
            SipMessage challenge = sender.finalAnswer(sender.invite(NUMBER));
            assertEquals(401, challenge.status());
            assertTrue(
                    String.valueOf(challenge.header("WWW-Authenticate")).contains("SHA-256"), "the stronger one first");

            assertEquals(480, signed(sender, challenge, "voip-a", "s3cret"));
            assertEquals(401, signed(sender, challenge, "voip-a", "guess"));
            assertEquals(401, signed(sender, challenge, "nobody", "s3cret"));
            assertEquals(2, gateway.counted("calls.refused.signature"));
        }
    }

    @Test
    void aCarrierWithAddressAndPasswordNeedsBoth() throws Exception {
        try (WholeGateway gateway =
                        open("carriers: {desk: {addresses: [127.0.0.5/32], username: voip-a, password: s3cret}, ");
                WholeGateway.Sender home = gateway.sender("127.0.0.5");
                WholeGateway.Sender elsewhere = gateway.sender(STRANGER)) {
            SipMessage challenge = home.finalAnswer(home.invite(NUMBER));
            assertEquals(401, challenge.status());
            assertEquals(480, signed(home, challenge, "voip-a", "s3cret"));
            assertEquals(403, elsewhere.finalAnswer(elsewhere.invite(NUMBER)).status());
        }
    }

    @Test
    void aGatewayThatDrainsRefusesForAWhile() throws Exception {
        try (WholeGateway gateway = open("");
                WholeGateway.Sender carrier = gateway.sender(CARRIER)) {
            gateway.gateway.drain();
            SipMessage answer = carrier.finalAnswer(carrier.invite(NUMBER));
            assertEquals(503, answer.status());
            assertEquals("5", answer.header("Retry-After"));
        }
    }

    @Test
    void withoutAFreePortForAudioACallIsRefusedForAWhile() throws Exception {
        String order = CallRig.order("a", 1, "").replace("192.0.2.7", "127.0.0.8:9");
        try (WholeGateway gateway = new WholeGateway(folder, CallRig.market("", order), "26200-26201");
                WholeGateway.Sender carrier = gateway.sender(CARRIER)) {
            carrier.send(carrier.invite(NUMBER).encode());
            while (carrier.receive().status() != 100) {}
            SipMessage answer = carrier.finalAnswer(carrier.invite(NUMBER));
            assertEquals(503, answer.status());
            assertEquals("5", answer.header("Retry-After"));
        }
    }

    @Test
    void aPasswordIsNeverShown() throws Exception {
        try (WholeGateway gateway = open("carriers: {desk: {username: voip-a, password: s3cret}, "
                + "hook: {username: h, password: s3cret, webhook: {kind: jambonz, token: s3cret}}, ")) {
            String shown = gateway.get("/v1/admin/market").body()
                    + gateway.get("/v1/admin/carriers/hook").body()
                    + gateway.get("/v1/admin/audit").body();
            assertTrue(shown.contains("token_set"), shown);
            assertEquals(-1, shown.indexOf("s3cret"), shown);
        }
    }

    private static int signed(WholeGateway.Sender sender, SipMessage challenge, String username, String password) {
        DigestClient client = new DigestClient(new Credentials(username, password), "c0ffee");
        assertTrue(client.accept(challenge));
        SipMessage again = sender.invite(NUMBER);
        client.sign(again);
        return sender.finalAnswer(again).status();
    }
}

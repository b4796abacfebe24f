package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.gavel.gateway.sip.message.SipMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Carriers' webhooks as the carriers send them, to a whole gateway; Telnyx's API is a server of this test. */
@Timeout(120)
class CarrierHooksTest {
    private static final String URL = "https://gavel.example/v1/carriers/twilio/calls";

    /** As Telnyx documents {@code call.initiated} of Call Control, with our number. */
    private static final String INITIATED = """
            {"data":{"record_type":"event","event_type":"call.initiated","id":"0ccc7b54-4df3-4bca-a65a-3da1ecc777f0",\
            "occurred_at":"2026-11-22T09:00:00.000000Z","payload":{"call_control_id":"v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg",\
            "call_leg_id":"428c31b6-7af4-4bcb-b7f5-5013ef9657c1","call_session_id":"428c31b6-abf3-3bc1-b7f4-5013ef9657c1",\
            "client_state":"","connection_id":"7267xxxxxxxxxxxxxx","direction":"incoming","from":"+13035550111","state":"parked",\
            "to":"+18005550199"}},"meta":{"attempt":1}}""";

    private static final String TRUNK = "127.0.0.7";
    private static final String BUYER = "127.0.0.8";
    /** One whose caller is asked first, and one that nobody buys. */
    private static final String SCREENED =
            "screened: {vertical: solar, product: call, method: waterfall, sellers: [acme], flow: ask},"
                    + " unsold: {vertical: solar, product: call, method: waterfall, no_buyer_status: 486},";

    private static final String FLOWS = "flows: {ask: {start: auction, steps: {auction: {auction: true}}}}\n";
    /** A ping's id. */
    private static final String PING = "[0-9a-z]{13}";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private KeyPair keys;
    private HttpServer telnyx;
    private WholeGateway gateway;
    private int buyerPort;
    private String market = "";

    @BeforeEach
    void open() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String publicKey =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        telnyx = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        telnyx.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            commands.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("authorization") + " " + body);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        telnyx.start();
        String carriers = "carriers: {twilio: {addresses: [127.0.0.1/32], username: trunk, password: \"p&w\","
                + " webhook: {kind: twilio, url: \"" + URL + "\", token: twilio-token}},"
                + " telnyx: {addresses: [127.0.0.1/32], webhook: {kind: telnyx, public_key: \"" + publicKey
                + "\", token: KEY123, api: \"http://127.0.0.1:"
                + telnyx.getAddress().getPort() + "/\"}},"
                + " jambonz: {addresses: [127.0.0.1/32], webhook: {kind: jambonz, token: jambonz-secret}},"
                + " trunk: {addresses: [" + TRUNK + "/32]}, ";
        buyerPort = freePort();
        market = CallRig.market("", CallRig.order("a", 1, ""))
                        .replace("192.0.2.7", BUYER + ":" + buyerPort)
                        .replace("carriers: {", carriers)
                        .replace("campaigns: {", "campaigns: {" + SCREENED)
                        .replace(
                                "numbers: {",
                                "numbers: {\"+18005550177\": {campaign: screened, seller: acme},"
                                        + " \"+18005550166\": {campaign: unsold}, ")
                + FLOWS;
        gateway = new WholeGateway(folder, market, "26300-26319");
    }

    @AfterEach
    void close() {
        gateway.close();
        telnyx.stop(0);
    }

    // ------------------------------------------------------------------------------ Twilio

    private HttpResponse<String> twilio(String to, String callSid, String signedTo) throws Exception {
        return twilio(to, callSid, signedTo, "+13035550111");
    }

    private HttpResponse<String> twilio(String to, String callSid, String signedTo, String from) throws Exception {
        String signed = URL + "CallSid" + callSid + "CallStatusringing" + "From" + from + "To" + signedTo;
        String signature = Base64.getEncoder().encodeToString(hash("HmacSHA1", "twilio-token", signed));
        String form = "CallSid=" + callSid + "&CallStatus=ringing&From=" + from.replace("+", "%2B") + "&To="
                + to.replace("+", "%2B");
        return gateway.send(gateway.request("/v1/carriers/twilio/calls")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    void twilioIsToldToDialThePingThatSoldTheCallAndToAnswerWhenWeDo() throws Exception {
        HttpResponse<String> answer = twilio("+18005550199", "CA1", "+18005550199");

        assertEquals(200, answer.statusCode(), answer::body);
        assertTrue(
                answer.body()
                        .matches("<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><Response>"
                                + "<Dial answerOnBridge=\"true\" timeout=\"600\">"
                                + "<Sip username=\"trunk\" password=\"p&amp;w\">sip:" + PING + "@127.0.0.1:"
                                + gateway.ports.sip() + "</Sip></Dial></Response>"),
                answer::body);
        assertTrue(answer.headers().firstValue("content-type").orElse("").startsWith("text/xml"));
    }

    @Test
    void theCallThatComesRedeemsTheAwardAndItsRecordHasTheNumber() throws Exception {
        String body = twilio("+18005550199", "CA5", "+18005550199").body();
        String ping = ping(body);
        String sold = gateway.get("/v1/pings/" + ping).body();
        assertEquals("accepted", new JsonObject(sold).getString("status"), sold);

        try (WholeGateway.Sender buyer = gateway.sender(BUYER, buyerPort);
                WholeGateway.Sender trunk = gateway.sender(TRUNK)) {
            SipMessage invite = trunk.invite(ping);
            trunk.send(invite.encode());
            SipMessage offered = buyer.receive();
            assertEquals("INVITE", offered.method());
            buyer.send(SipMessage.response(offered, 486).encode());
            assertEquals(480, trunk.finalAnswer(invite).status());
        }
        JsonObject record = ended();
        assertEquals("+18005550199", record.getString("number"));
        assertEquals("billboard", record.getString("source"));
        assertEquals(ping, record.getString("ping_id"));
    }

    /** The record of the one call, once it is over. */
    private JsonObject ended() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            String page = gateway.get("/v1/calls").body();
            JsonArray calls = new JsonObject(page).getJsonArray("items");
            if (calls.size() == 1 && "ended".equals(calls.getJsonObject(0).getString("status"))) {
                return calls.getJsonObject(0);
            }
            assertTrue(System.nanoTime() < patience, page);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void whereAFlowAsksFirstTheCarrierIsToldTheNumber() throws Exception {
        String body = twilio("+18005550177", "CA6", "+18005550177").body();
        assertTrue(body.contains(">sip:+18005550177@127.0.0.1:" + gateway.ports.sip() + "<"), body);
    }

    @Test
    void aCallThatNobodyBuysNeedNotCome() throws Exception {
        String body = twilio("+18005550166", "CA7", "+18005550166").body();
        assertTrue(body.contains("<Response><Reject reason=\"busy\"/></Response>"), body);
        assertEquals(
                "[{\"verb\":\"sip:decline\",\"status\":486}]",
                jambonz("18005550166", Instant.now().getEpochSecond(), "jambonz-secret")
                        .body());
        assertEquals(2, gateway.counted("calls.webhooks.rejected.no_buyer"));
    }

    @Test
    void twilioIsToldToRejectWhatIsNoNumberOfOurs() throws Exception {
        String body = twilio("+18005550100", "CA2", "+18005550100").body();
        assertTrue(body.contains("<Response><Reject/></Response>"), body);
    }

    @Test
    void whatIsSignedWronglyOrComesTwiceIsRefusedAndCounted() throws Exception {
        assertEquals(403, twilio("+18005550199", "CA3", "+18005550100").statusCode());
        assertEquals(200, twilio("+18005550199", "CA4", "+18005550199").statusCode());
        assertEquals(403, twilio("+18005550199", "CA4", "+18005550199").statusCode());

        assertEquals(1, gateway.counted("calls.webhooks.refused.signature"));
        assertEquals(1, gateway.counted("calls.webhooks.refused.replay"));
        HttpResponse<String> nobody = gateway.send(gateway.request("/v1/carriers/nobody/calls")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertEquals(404, nobody.statusCode());
    }

    @Test
    void aRequestThatIsReplayedAfterARestartSellsNothingAgain() throws Exception {
        // nobody whom a ping could be told by: only the carrier's id of the call is the same
        String first =
                twilio("+18005550199", "CA8", "+18005550199", "anonymous").body();
        gateway.close();
        gateway = new WholeGateway(folder, market, "26300-26319");

        String again =
                twilio("+18005550199", "CA8", "+18005550199", "anonymous").body();
        assertEquals(ping(first), ping(again), "the same call has the same award");
        String other =
                twilio("+18005550199", "CA9", "+18005550199", "anonymous").body();
        assertNotEquals(ping(first), ping(other));
    }

    private static String ping(String twiml) {
        assertTrue(twiml.matches("(?s).*sip:" + PING + "@.*"), twiml);
        return twiml.replaceFirst("(?s).*sip:(" + PING + ")@.*", "$1");
    }

    // ------------------------------------------------------------------------------ Telnyx

    private HttpResponse<String> telnyx(String body, long seconds) throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update((seconds + "|" + body).getBytes(StandardCharsets.UTF_8));
        return gateway.send(gateway.request("/v1/carriers/telnyx/calls")
                .header("content-type", "application/json")
                .header("telnyx-timestamp", Long.toString(seconds))
                .header("telnyx-signature-ed25519", Base64.getEncoder().encodeToString(signer.sign()))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String command() throws InterruptedException {
        return String.valueOf(commands.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void telnyxIsCommandedToTransferTheCallHere() throws Exception {
        long now = Instant.now().getEpochSecond();
        assertEquals(200, telnyx(INITIATED, now).statusCode());

        String command = command();
        String head =
                "/v2/calls/v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg/actions/transfer Bearer KEY123 ";
        assertTrue(command.startsWith(head), command);
        JsonObject body = new JsonObject(command.substring(head.length()));
        String to = body.getString("to");
        assertTrue(to.matches("sip:" + PING + "@127.0.0.1:" + gateway.ports.sip()), to);
        assertEquals("0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", body.getString("command_id"));
        assertEquals(200, telnyx(INITIATED, now - 1).statusCode(), "told again, signed anew: nothing is done again");
        assertEquals(
                200,
                telnyx(INITIATED.replace("call.initiated", "call.hangup"), now).statusCode());
        assertTrue(commands.isEmpty());
    }

    @Test
    void telnyxIsCommandedToRejectWhatIsNoNumberOfOurs() throws Exception {
        String other = INITIATED.replace("+18005550199", "+18005550100");
        assertEquals(200, telnyx(other, Instant.now().getEpochSecond()).statusCode());
        String command = command();
        assertTrue(command.contains("/actions/reject ") && command.contains("CALL_REJECTED"), command);
    }

    @Test
    void anOldEventOrTheSameBytesAgainAreRefused() throws Exception {
        long now = Instant.now().getEpochSecond();
        assertEquals(403, telnyx(INITIATED, now - 400).statusCode());
        assertEquals(200, telnyx(INITIATED, now).statusCode());
        assertEquals(403, telnyx(INITIATED, now).statusCode());
        assertEquals(2, gateway.counted("calls.webhooks.refused.replay"));
    }

    // ------------------------------------------------------------------------------ jambonz

    private HttpResponse<String> jambonz(String to, long seconds, String secret) throws Exception {
        String body = "{\"call_sid\":\"ff70-" + to + "\",\"direction\":\"inbound\",\"from\":\"13035550111\",\"to\":\""
                + to + "\",\"call_status\":\"trying\",\"sip_status\":100}";
        String signature = HexFormat.of().formatHex(hash("HmacSHA256", secret, seconds + "." + body));
        return gateway.send(gateway.request("/v1/carriers/jambonz/calls")
                .header("content-type", "application/json")
                .header("Jambonz-Signature", "t=" + seconds + ",v1=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void jambonzIsToldToDialThePingThatSoldTheCall() throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpResponse<String> answer = jambonz("18005550199", now, "jambonz-secret");

        assertEquals(200, answer.statusCode(), answer::body);
        JsonObject dial = new JsonArray(answer.body()).getJsonObject(0);
        assertEquals("dial", dial.getString("verb"));
        assertTrue(dial.getBoolean("answerOnBridge"));
        String to = dial.getJsonArray("target").getJsonObject(0).getString("sipUri");
        assertTrue(to.matches("sip:" + PING + "@127.0.0.1:" + gateway.ports.sip()), to);
        assertEquals(403, jambonz("18005550199", now, "jambonz-secret").statusCode(), "again");
        assertEquals(403, jambonz("18005550199", now, "other").statusCode());
        assertEquals(403, jambonz("18005550199", now - 400, "jambonz-secret").statusCode());
        assertEquals(
                "[{\"verb\":\"sip:decline\",\"status\":404}]",
                jambonz("18005550100", now, "jambonz-secret").body());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(BUYER, 0))) {
            return socket.getLocalPort();
        }
    }

    private static byte[] hash(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

    @TempDir
    private Path folder;

    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private KeyPair keys;
    private HttpServer telnyx;
    private WholeGateway gateway;

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
                + " jambonz: {addresses: [127.0.0.1/32], webhook: {kind: jambonz, token: jambonz-secret}}, ";
        String market = CallRig.market("", CallRig.order("a", 1, "")).replace("carriers: {", carriers);
        gateway = new WholeGateway(folder, market, "26300-26319");
    }

    @AfterEach
    void close() {
        gateway.close();
        telnyx.stop(0);
    }

    // ------------------------------------------------------------------------------ Twilio

    private HttpResponse<String> twilio(String to, String callSid, String signedTo) throws Exception {
        String signed = URL + "CallSid" + callSid + "CallStatusringing" + "From+13035550111" + "To" + signedTo;
        String signature = Base64.getEncoder().encodeToString(hash("HmacSHA1", "twilio-token", signed));
        String form = "CallSid=" + callSid + "&CallStatus=ringing&From=%2B13035550111&To=" + to.replace("+", "%2B");
        return gateway.send(gateway.request("/v1/carriers/twilio/calls")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Test
    void twilioIsToldToDialTheNumberHereAndToAnswerWhenWeDo() throws Exception {
        HttpResponse<String> answer = twilio("+18005550199", "CA1", "+18005550199");

        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Dial answerOnBridge=\"true\" timeout=\"600\">"
                        + "<Sip username=\"trunk\" password=\"p&amp;w\">sip:+18005550199@127.0.0.1:"
                        + gateway.ports.sip() + "</Sip></Dial></Response>",
                answer.body());
        assertTrue(answer.headers().firstValue("content-type").orElse("").startsWith("text/xml"));
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
        assertEquals("sip:+18005550199@127.0.0.1:" + gateway.ports.sip(), body.getString("to"));
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
    void jambonzIsToldToDialTheNumberHere() throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpResponse<String> answer = jambonz("18005550199", now, "jambonz-secret");

        assertEquals(200, answer.statusCode(), answer::body);
        JsonObject dial = new JsonArray(answer.body()).getJsonObject(0);
        assertEquals("dial", dial.getString("verb"));
        assertTrue(dial.getBoolean("answerOnBridge"));
        assertEquals(
                "sip:+18005550199@127.0.0.1:" + gateway.ports.sip(),
                dial.getJsonArray("target").getJsonObject(0).getString("sipUri"));
        assertEquals(403, jambonz("18005550199", now, "jambonz-secret").statusCode(), "again");
        assertEquals(403, jambonz("18005550199", now, "other").statusCode());
        assertEquals(403, jambonz("18005550199", now - 400, "jambonz-secret").statusCode());
        assertEquals(
                "[{\"verb\":\"sip:decline\",\"status\":404}]",
                jambonz("18005550100", now, "jambonz-secret").body());
    }

    private static byte[] hash(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}

package io.gavel.gateway.call.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What carriers sign and how, by their own examples where they publish any. */
class SignaturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static Form form(String caller) {
        String number = caller.replace("+", "%2B");
        return Objects.requireNonNull(Form.parse(
                "Digits=1234&To=%2B18005551212&From=" + number + "&Caller=" + number + "&CallSid=CA1234567890ABCDE"));
    }

    /** The vectors of Twilio's documentation and of its helper libraries' tests; the account's token in them is 12345. */
    @Test
    void twiliosPublishedVectorsHold() {
        assertTrue(Twilio.isSigned("12345", URL, form("+14158675310"), "GvWf1cFY/Q7PnoempGyD5oXAezc="));
        assertTrue(Twilio.isSigned("12345", URL, form("+14158675309"), "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }

    @Test
    void twiliosSignatureCoversAddressAndEveryParameter() {
        String signature = "GvWf1cFY/Q7PnoempGyD5oXAezc=";
        assertFalse(Twilio.isSigned("12345", URL, form("+14158675309"), signature));
        assertFalse(Twilio.isSigned("12345", URL + "&", form("+14158675310"), signature));
        assertFalse(Twilio.isSigned("12346", URL, form("+14158675310"), signature));
        assertFalse(Twilio.isSigned("12345", URL, form("+14158675310"), null));
        assertFalse(Twilio.isSigned("12345", URL, form("+14158675310"), ""));
    }

    @Test
    void whatIsNoFormIsNotRead() {
        assertNull(Form.parse("a=%zz"));
        assertNull(Form.parse("a=1&".repeat(300)));
        assertEquals("", Objects.requireNonNull(Form.parse("")).get("a"));
    }

    /** Telnyx publishes the scheme (timestamp|body, Ed25519, base64) and no vector: the key pair is this test's. */
    @Test
    void telnyxsSignatureCoversTimeAndBody() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        byte[] body = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update("1790000000|{\"data\":{}}".getBytes(StandardCharsets.UTF_8));
        String signature = Base64.getEncoder().encodeToString(signer.sign());

        assertTrue(Telnyx.isSigned(key, "1790000000", body, signature));
        assertFalse(Telnyx.isSigned(key, "1790000001", body, signature));
        assertFalse(Telnyx.isSigned(key, "1790000000", "{}".getBytes(StandardCharsets.UTF_8), signature));
        assertFalse(Telnyx.isSigned(key, "1790000000", body, "AAAA"));
        assertFalse(Telnyx.isSigned(key, "1790000000", body, "?"));
        assertFalse(Telnyx.isSigned(key, "1790000000", body, null));
        assertFalse(Telnyx.isSigned("AAAA", "1790000000", body, signature));
    }

    @Test
    void jambonzsSignatureCoversTimeAndBody() {
        byte[] body = "{\"call_sid\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        String hex = java.util.HexFormat.of()
                .formatHex(
                        Signatures.of("HmacSHA256", "secret", "1790000000.".getBytes(StandardCharsets.US_ASCII), body));

        assertTrue(Jambonz.isSigned("secret", "t=1790000000,v1=" + hex, body));
        assertTrue(Jambonz.isSigned("secret", "t=1790000000, v1=00, v1=" + hex, body), "one of several keys");
        assertFalse(Jambonz.isSigned("secret", "t=1790000001,v1=" + hex, body));
        assertFalse(Jambonz.isSigned("other", "t=1790000000,v1=" + hex, body));
        assertFalse(Jambonz.isSigned("secret", "v1=" + hex, body));
        assertFalse(Jambonz.isSigned("secret", "t=1790000000", body));
        assertFalse(Jambonz.isSigned("secret", null, body));
    }

    @Test
    void eachRequestIsTakenOnceAndForgottenWhenItIsTooOldToCount() {
        Replays replays = new Replays(600);
        assertTrue(replays.take("a", 1_000));
        assertFalse(replays.take("a", 1_600));
        assertTrue(replays.take("b", 1_601));
        assertTrue(replays.take("a", 1_601));
    }

    @Test
    void whatIsSaidToACarrierIsWrittenAsItsFormatDemands() throws Exception {
        Where where = new Where("sip:+18005550199@gavel.example:5060", "u\"&<", "p>");
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Dial answerOnBridge=\"true\" timeout=\"600\"><Sip"
                        + " username=\"u&quot;&amp;&lt;\" password=\"p&gt;\">sip:+18005550199@gavel.example:5060</Sip></Dial></Response>",
                Twilio.dial(where));
        assertEquals(
                "u\"&<",
                JSON.readTree(Telnyx.transfer(where, "e"))
                        .path("sip_auth_username")
                        .asText());
        assertEquals(
                "p>",
                JSON.readTree(Jambonz.dial(where, "+13035550111"))
                        .at("/0/target/0/auth/password")
                        .asText());
        assertEquals("sip:+18005550199@gavel.example:5060", where.toString(), "no password in logs");
    }
}

package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.gateway.sip.message.SipLimits;
import io.gavel.gateway.sip.message.SipMessage;
import io.gavel.gateway.sip.message.SipParser;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who calls whom, in the forms that carriers document. */
class IdentityTest {
    private static final SipParser PARSER = new SipParser(SipLimits.DEFAULT);

    private static SipMessage invite(String uri, String... headers) {
        String text = "INVITE " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKx\r\n"
                + "To: <sip:x@gavel.example>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
                + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SipMessage message = Objects.requireNonNull(PARSER.parse(bytes, 0, bytes.length));
        assertNull(message.fault());
        return message;
    }

    private static String number(String uri) {
        return String.valueOf(Identity.number(Identity.dialled(invite(uri, "From: <sip:a@b>;tag=t"))));
    }

    @Test
    void theNumberThatIsCalledComesInManyForms() {
        assertEquals("+18005550199", number("sip:+18005550199@gavel.example"));
        assertEquals("+18005550199", number("sip:18005550199@gavel.example:5060;transport=udp"));
        assertEquals("+18005550199", number("sip:8005550199@gavel.example"));
        assertEquals("+18005550199", number("sip:+18005550199;npdi@gavel.example"));
        assertEquals("+18005550199", number("sip:+18005550199;npdi;rn=+12065550100@gavel.example;user=phone"));
        assertEquals("+18005550199", number("sip:12345678*+18005550199@gavel.example"));
        assertEquals("+18005550199", number("sip:+1-800-555-0199@gavel.example"));
        assertEquals("+442079460018", number("sip:+442079460018@gavel.example"));
    }

    @Test
    void whatIsNoNumberIsNone() {
        assertEquals("null", number("sip:7y3qk2m9d0x4c@gavel.example"));
        assertEquals("null", number("sip:gavel.example"));
        assertEquals("null", number("sip:100@gavel.example"));
        assertEquals("null", number("sip:" + "9".repeat(4_000) + "@gavel.example"));
        assertEquals(
                "", Identity.dialled(invite("sip:" + "x".repeat(200) + "@gavel.example", "From: <sip:a@b>;tag=t")));
    }

    @Test
    void twilioSendsFromWithTheNumber() {
        SipMessage invite = invite(
                "sip:+18005550199@gavel.example",
                "From: \"+13035550111\" <sip:+13035550111@pstn.twilio.com>;tag=1",
                "X-Twilio-CallSid: CA1");
        assertEquals("+13035550111", Identity.caller(invite));
        assertNull(Identity.verification(invite));
    }

    @Test
    void telnyxSaysVerstatInTheHeader() {
        SipMessage invite = invite(
                "sip:+18005550199@gavel.example",
                "From: <sip:+13035550111@sip.telnyx.com>;tag=1",
                "P-Asserted-Identity: <sip:+13035550112@sip.telnyx.com>;verstat=TN-Validation-Passed-B");
        assertEquals("+13035550112", Identity.caller(invite));
        assertEquals("TN-Validation-Passed-B", Identity.verification(invite));
    }

    @Test
    void bandwidthSaysVerstatInTheUser() {
        SipMessage invite = invite(
                "sip:+18005550199@gavel.example",
                "From: <sip:+13035550111@192.0.2.1>;tag=1",
                "P-Asserted-Identity: <sip:+13035550111;verstat=TN-Validation-Passed@192.0.2.1>");
        assertEquals("+13035550111", Identity.caller(invite));
        assertEquals("TN-Validation-Passed", Identity.verification(invite));
    }

    @Test
    void flowrouteLeavesThePlusOut() {
        SipMessage invite = invite("sip:18005550199@gavel.example", "From: <sip:13035550111@sip.flowroute.com>;tag=1");
        assertEquals("+13035550111", Identity.caller(invite));
    }

    @Test
    void assertedComesBeforeRemotePartyBeforeFrom() {
        SipMessage invite = invite(
                "sip:+18005550199@gavel.example",
                "From: <sip:anonymous@anonymous.invalid>;tag=1",
                "Remote-Party-ID: <sip:+13035550113@192.0.2.1>;party=calling");
        assertEquals("+13035550113", Identity.caller(invite));
    }

    @Test
    void whoWithholdsItsNumberIsAnonymous() {
        String asserted = "P-Asserted-Identity: <sip:+13035550111@192.0.2.1>";
        String from = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1";
        assertNull(Identity.caller(invite("sip:+18005550199@gavel.example", from, asserted, "Privacy: id")));
        assertNull(Identity.caller(invite("sip:+18005550199@gavel.example", from)));
        assertNotNull(Identity.caller(invite("sip:+18005550199@gavel.example", from, asserted, "Privacy: none")));
    }
}

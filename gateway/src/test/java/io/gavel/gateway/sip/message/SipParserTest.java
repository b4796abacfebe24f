package io.gavel.gateway.sip.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // what is missing fails the test
class SipParserTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        SipMessage invite =
                Wire.valid(Wire.invite("Contact: <sip:192.0.2.1>", "X-Twilio-CallToken: " + "%7B".repeat(900)));
        invite.body("application/sdp", "v=0\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = invite.encode();
        SipMessage again = Wire.PARSER.parse(bytes, 0, bytes.length);
        assertNotNull(again);
        assertNull(again.fault());
        assertArrayEquals(bytes, again.encode());
        assertEquals("v=0\r\n", new String(again.body(), StandardCharsets.US_ASCII));
        assertEquals(invite.encode().length, invite.length());
    }

    @Test
    void aDatagramLongerThan2048BytesIsReadWhole() {
        SipMessage invite = Wire.valid(Wire.invite("Identity: " + "e".repeat(4000) + ";info=<https://cert.example>"));
        assertEquals(4000, invite.header("identity").indexOf(';'));
    }

    @Test
    void whatIsTooLongIsRefusedWith513() {
        assertEquals(513, Wire.verdict(Wire.invite("X-Long: " + "e".repeat(9000))));
        assertEquals(513, Wire.verdict(Wire.invite("X-Many: 1\n".repeat(200).strip())));
        assertEquals(513, Wire.verdict(Wire.invite("X: 1") + "x".repeat(70_000)));
    }

    @Test
    void noSipIsNoMessage() {
        assertEquals(-1, Wire.verdict(""));
        assertEquals(-1, Wire.verdict("\n\n\n\n"));
        assertEquals(-1, Wire.verdict("GET / HTTP/1.1\nHost: gavel.example\n\n"));
        assertEquals(-1, Wire.verdict("\u0000\u0001\u0002\u0003binary rubbish\n\n"));
        assertEquals(-1, Wire.verdict("INVITE sip:user@example.com SIP/2.0"));
    }

    @Test
    void headersThatDoNotEndOrHaveNoColonAreRefused() {
        assertEquals(400, Wire.verdict(Wire.invite().stripTrailing()));
        assertEquals(400, Wire.verdict(Wire.invite("no colon here")));
        assertEquals(400, Wire.verdict(Wire.invite(": no name")));
    }

    @Test
    void aLoneCarriageReturnIsRefused() {
        byte[] bytes = Wire.invite("X-Evil: a\rb").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertEquals(400, Wire.PARSER.parse(bytes, 0, bytes.length).fault().status());
    }

    @Test
    void aRequestThatIsRefusedForItsCarriageReturnCanBeAnswered() {
        String text = Wire.invite().replace("a84b4c76e66710", "a84\rX-Evil: 1").replace("\n", "\r\n");
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        SipMessage invite = Wire.PARSER.parse(bytes, 0, bytes.length);
        assertEquals("a84 X-Evil: 1@192.0.2.1", SipMessage.response(invite, 400).callId());
    }

    @Test
    void bareLineFeedsAreLineEnds() {
        byte[] bytes = Wire.invite("Subject: one\n  two").getBytes(StandardCharsets.US_ASCII);
        SipMessage invite = Wire.PARSER.parse(bytes, 0, bytes.length);
        assertNull(invite.fault());
        assertEquals("one two", invite.header("subject"));
    }

    @Test
    void lineBreaksNeverGetIntoAHeader() {
        SipMessage invite = Wire.valid(Wire.invite());
        assertThrows(IllegalArgumentException.class, () -> invite.add("X-A", "1\r\nX-B: 2"));
        assertThrows(IllegalArgumentException.class, () -> invite.add("X A", "1"));
    }

    @Test
    void aResponseCopiesWhatItMust() {
        SipMessage invite = Wire.valid(Wire.invite(
                "Via: SIP/2.0/TCP a.example;branch=z9hG4bK1, SIP/2.0/UDP b.example;branch=z9hG4bK2", "Timestamp: 54"));
        SipMessage trying = SipMessage.response(invite, 100);
        assertEquals(3, trying.elements("Via").size());
        assertEquals("54", trying.header("Timestamp"));
        assertEquals("INVITE", trying.method());
        assertEquals("Trying", trying.reason());
        assertEquals(invite.callId(), trying.callId());
        assertFalse(SipMessage.response(invite, 180).has("Timestamp"));
    }

    @Test
    void theFirstViaIsStampedAndOthersStay() {
        SipMessage invite = Wire.valid(Wire.invite());
        invite.set("Via", "SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa;rport, SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKb");
        invite.topVia(invite.topVia().with("rport", "5062").with("received", "192.0.2.9"));
        assertEquals(2, invite.elements("Via").size());
        assertEquals(
                "5062", Via.parse(invite.elements("Via").get(0)).parameters().get("rport"));
        assertEquals("z9hG4bKb", Via.parse(invite.elements("Via").get(1)).branch());
    }

    @Test
    void verstatIsFoundInTheUserPartAndInTheHeader() {
        NameAddress inside =
                NameAddress.parse("<sip:+13335550100;verstat=TN-Validation-Passed@carrier.example;user=phone>");
        assertEquals("TN-Validation-Passed", inside.sipUri().userParameter("verstat"));
        assertEquals("+13335550100", inside.sipUri().plainUser());
        NameAddress header = NameAddress.parse("<sip:+13335550100@carrier.example>;verstat=No-TN-Validation");
        assertEquals("No-TN-Validation", header.parameters().get("verstat"));
    }

    @Test
    void urisAreComparedAsTheStandardSays() {
        SipUri one = SipUri.parse("sip:%61lice@atlanta.com;transport=TCP");
        assertTrue(one.isEquivalentTo(SipUri.parse("sip:alice@AtLanTa.CoM;Transport=tcp")));
        assertFalse(one.isEquivalentTo(SipUri.parse("sip:ALICE@atlanta.com;transport=tcp")));
        assertFalse(one.isEquivalentTo(SipUri.parse("sip:alice@atlanta.com")));
        assertTrue(
                SipUri.parse("sip:carol@chicago.com").isEquivalentTo(SipUri.parse("sip:carol@chicago.com;newparam=5")));
        assertFalse(SipUri.parse("sip:bob@biloxi.com").isEquivalentTo(SipUri.parse("sip:bob@biloxi.com:5060")));
    }

    @Test
    void aTelUriIsRead() {
        SipUri tel = SipUri.parse("tel:+1-201-555-0123;phone-context=example.com");
        assertEquals("+1-201-555-0123", tel.plainUser());
        assertEquals("example.com", tel.parameters().get("phone-context"));
    }

    @Test
    void twoAtSignsAreNoHost() {
        assertNull(SipUri.parse("sip:user@good.example@evil.example"));
    }
}

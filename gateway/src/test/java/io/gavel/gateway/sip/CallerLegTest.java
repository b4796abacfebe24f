package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Calls that come in: what RFC 3261 §9, §13 to §15 and the named failure cases want of the side that is called. */
@NullUnmarked // what is missing fails the test
class CallerLegTest {
    private static final byte[] SDP = Peer.SDP.getBytes(StandardCharsets.UTF_8);

    private final Peer peer = new Peer();

    private String answer() {
        peer.invites();
        peer.incoming.ring(180, null);
        peer.incoming.accept(SDP);
        assertEquals(List.of("100 INVITE", "told INVITE", "180 INVITE", "200 INVITE"), peer.news());
        return peer.dialog.localTag();
    }

    private String talk() {
        String tag = answer();
        peer.requests(Method.ACK, 1, "a", tag);
        assertEquals(List.of("told ACK 0"), peer.news());
        return tag;
    }

    @Test
    void aCallIsAnsweredAcknowledgedAndHungUpAndNothingIsLeft() {
        String tag = talk();
        peer.requests(Method.BYE, 2, "b", tag);
        assertEquals(List.of("200 BYE", "told HUNG_UP"), peer.news());
        peer.at(40_000);
        assertTrue(peer.isQuiet());
    }

    @Test
    void theAnswerNamesContactAllowAndRecordRoute() {
        peer.invites("Record-Route: <sip:a.example;lr>, <sip:b.example;lr>");
        peer.incoming.accept(SDP);
        assertEquals("<sip:gavel@gavel.example:5060>", peer.lastSent("200").header(HeaderName.CONTACT));
        assertEquals(2, peer.lastSent("200").elements(HeaderName.RECORD_ROUTE).size());
        assertTrue(peer.lastSent("200").lists(HeaderName.ALLOW, "UPDATE"));
        peer.requests(Method.ACK, 1, "a", peer.dialog.localTag());
        peer.dialog.bye();
        assertEquals(
                List.of("<sip:a.example;lr>", "<sip:b.example;lr>"),
                peer.lastSent("BYE").headers(HeaderName.ROUTE));
        assertEquals("sip:192.0.2.9", peer.lastSent("BYE").requestUri());
    }

    @Test
    void our200NeverAckedIsRepeatedFor64T1ThenByeNotBillable() {
        answer();
        peer.at(31_990);
        assertEquals(java.util.Collections.nCopies(10, "200 INVITE"), peer.news());
        peer.at(32_010);
        assertEquals(List.of("BYE", "told NO_ACK"), peer.news());
        peer.answers("BYE", 200, "");
        peer.at(80_000);
        assertTrue(peer.isQuiet());
    }

    @Test
    void cancelIsAnswered200AndTheInvite487() {
        peer.invites();
        peer.incoming.ring(183, SDP);
        peer.news();
        peer.requests(Method.CANCEL, 1, "i", "", "Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
        assertEquals(List.of("200 CANCEL", "487 INVITE", "told CANCELLED"), peer.news());
        assertEquals(peer.lastSent("487").toTag(), peer.lastSent("183").toTag());
        peer.incoming.accept(SDP);
        peer.incoming.refuse(480);
        assertEquals(List.of(), peer.news());
        peer.requests(Method.ACK, 1, "i", peer.dialog.localTag());
        peer.at(40_000);
        assertTrue(peer.isQuiet());
    }

    @Test
    void cancelRepeatedIsAnsweredAgainAndTellsOnce() {
        peer.invites();
        peer.requests(Method.CANCEL, 1, "i", "");
        peer.news();
        peer.requests(Method.CANCEL, 1, "i", "");
        assertEquals(List.of("200 CANCEL"), peer.news());
    }

    @Test
    void cancelAfter200ChangesNothing() {
        answer();
        peer.requests(Method.CANCEL, 1, "i", "");
        assertEquals(List.of("200 CANCEL"), peer.news());
    }

    @Test
    void cancelOfAnUnknownInviteIs481() {
        peer.requests(Method.CANCEL, 1, "nobody", "");
        assertEquals(List.of("481 CANCEL"), peer.news());
    }

    @Test
    void byeBeforeAckEndsTheCallAndTheRepetition() {
        String tag = answer();
        peer.requests(Method.BYE, 2, "b", tag);
        assertEquals(List.of("200 BYE", "told HUNG_UP"), peer.news());
        peer.at(20_000);
        assertEquals(List.of(), peer.news());
    }

    @Test
    void ourByeWaitsForTheAck() {
        String tag = answer();
        peer.dialog.bye();
        assertEquals(List.of(), peer.news());
        peer.requests(Method.ACK, 1, "a", tag);
        assertEquals(List.of("BYE"), peer.news());
    }

    @Test
    void ourByeGoesOutWithoutAckAfter64T1() {
        answer();
        peer.dialog.bye();
        peer.at(31_900);
        peer.news();
        peer.at(32_100);
        assertEquals(List.of("BYE"), peer.news());
    }

    @Test
    void byeCrossingByeIsAnswered200AndEndsOnce() {
        String tag = talk();
        peer.dialog.bye();
        peer.requests(Method.BYE, 2, "b", tag);
        assertEquals(List.of("BYE", "200 BYE"), peer.news());
        peer.answers("BYE", 481, "");
        peer.at(80_000);
        assertTrue(peer.isQuiet());
    }

    @Test
    void byeInAnEarlyDialogEndsTheInviteWith487() {
        peer.invites();
        peer.incoming.ring(180, null);
        peer.news();
        peer.requests(Method.BYE, 2, "b", peer.dialog.localTag());
        assertEquals(List.of("200 BYE", "487 INVITE", "told CANCELLED"), peer.news());
    }

    @Test
    void aRefusalIsSentUntilItIsAcked() {
        peer.invites();
        peer.incoming.refuse(480);
        peer.at(1000);
        assertEquals(List.of("100 INVITE", "told INVITE", "480 INVITE", "480 INVITE"), peer.news());
        peer.requests(Method.ACK, 1, "i", peer.lastSent("480").toTag());
        peer.at(20_000);
        assertEquals(List.of(), peer.news());
        assertTrue(peer.isQuiet());
    }

    @Test
    void inviteRepeatedDuringTheAuctionGetsTheLastResponseAgain() {
        peer.invites();
        peer.incoming.ring(183, SDP);
        peer.invites();
        assertEquals(List.of("100 INVITE", "told INVITE", "183 INVITE", "183 INVITE"), peer.news());
    }

    @Test
    void mergedRequestIs482() {
        peer.invites();
        peer.requests(Method.INVITE, 1, "otherway", "");
        assertEquals(List.of("100 INVITE", "told INVITE", "482 INVITE"), peer.news());
    }

    @Test
    void unknownSourcesGet403OrNothingAndLeaveNothing() {
        peer.verdict = 403;
        peer.invites();
        peer.verdict = SipHandler.DROP;
        peer.invites();
        assertEquals(List.of("403 INVITE"), peer.news());
        assertTrue(peer.isQuiet());
    }

    @Test
    void overloadIs503WithRetryAfter() {
        peer.retryAfter = 7;
        peer.invites();
        assertEquals(List.of("503 INVITE"), peer.news());
        assertEquals("7", peer.lastSent("503").header(HeaderName.RETRY_AFTER));
    }

    @Test
    void whileMoreComesInThanIsReadNewCallsAre503() {
        peer.behind = true;
        peer.invites();
        assertEquals(List.of("503 INVITE"), peer.news());
        assertEquals("1", peer.lastSent("503").header(HeaderName.RETRY_AFTER));
        assertNull(peer.incoming);

        peer.behind = false;
        peer.requests("INVITE", 1, "again", "");
        assertNotNull(peer.incoming);
    }

    @Test
    void whatWeDoNotSpeakIsRefusedWithWhatWeDo() {
        peer.requests("SUBSCRIBE", 1, "s", "");
        assertTrue(peer.lastSent("405").lists(HeaderName.ALLOW, "INVITE"));
        peer.requests("INVITE", 1, "r", "", "Require: 100rel, teleport");
        assertEquals("teleport", peer.lastSent("420").header(HeaderName.UNSUPPORTED));
        peer.requests("INVITE", 2, "t", "", "Content-Type: text/plain", "v=0");
        assertEquals("application/sdp", peer.lastSent("415").header(HeaderName.ACCEPT));
        peer.requests("INVITE", 3, "u", "", "Session-Expires: 30");
        assertEquals("90", peer.lastSent("422").header(HeaderName.MIN_SE));
        peer.says(
                "INVITE sip:a@b SIP/2.0",
                "Via: SIP/2.0/UDP h;branch=z9hG4bKz",
                "From: <sip:a@b>;tag=1",
                "To: <sip:a@b>",
                "Call-ID: 2",
                "CSeq: 1 INVITE",
                "Max-Forwards: 0",
                "Contact: <sip:h>");
        assertEquals(483, peer.lastSent("483").status());
        assertTrue(peer.isQuiet());
    }

    @Test
    void requestsOfUnknownDialogsAre481() {
        peer.requests(Method.BYE, 2, "b", "nobody");
        peer.requests(Method.INVITE, 2, "r", "nobody");
        peer.requests(Method.ACK, 2, "k", "nobody");
        assertEquals(List.of("481 BYE", "481 INVITE"), peer.news());
    }

    @Test
    void aLowerCseqIs500() {
        String tag = talk();
        peer.requests(Method.INFO, 5, "n5", tag);
        peer.asked.respond(200);
        peer.requests(Method.INFO, 4, "n4", tag);
        assertEquals(List.of("told INFO", "200 INFO", "500 INFO"), peer.news());
    }

    @Test
    void referIsDeclined() {
        String tag = talk();
        peer.dialog.listen((end, message) -> {});
        peer.requests(Method.REFER, 2, "r", tag, "Refer-To: <sip:x@y.example>");
        assertEquals(List.of("603 REFER"), peer.news());
    }

    @Test
    void holdAndResumeAreReinvitesThatAreAnsweredUntilAcked() {
        String tag = talk();
        peer.requests(Method.INVITE, 2, "h", tag, "Content-Type: application/sdp", "v=0", "a=sendonly");
        peer.asked.respond(peer.asked.reply(200).body("application/sdp", SDP));
        peer.at(peer.wheel.now() + 600);
        assertEquals(List.of("100 INVITE", "told INVITE", "200 INVITE", "200 INVITE"), peer.news());
        peer.requests(Method.ACK, 2, "ha", tag);
        assertEquals(List.of("told ACK 0"), peer.news());
    }

    @Test
    void lateOfferReinviteHasItsAnswerInTheAck() {
        String tag = talk();
        peer.requests(Method.INVITE, 2, "h", tag);
        peer.asked.respond(peer.asked.reply(200).body("application/sdp", SDP));
        peer.news();
        peer.requests(Method.ACK, 2, "ha", tag, "Content-Type: application/sdp", "v=0");
        assertEquals(List.of("told ACK 5"), peer.news());
    }

    @Test
    void reinviteGlareIs491OnTheirsAndTriedAgainOnOurs() {
        String tag = talk();
        peer.dialog.reinvite(SDP, (status, response) -> peer.lines.add("told reinvite " + status));
        peer.requests(Method.INVITE, 2, "g", tag);
        assertEquals(List.of("INVITE", "491 INVITE"), peer.news());
        peer.requests(Method.ACK, 2, "g", tag);
        peer.answers("INVITE", 491, "");
        assertEquals(List.of("ACK"), peer.news());
        peer.at(peer.wheel.now() + 2_100);
        assertEquals("INVITE", peer.news().get(0));
        peer.answers("INVITE", 200, "", Peer.SDP);
        assertEquals(List.of("ACK", "told reinvite 200"), peer.news());
    }

    @Test
    void aSecondReinviteWhileOneWaitsIs500WithRetryAfter() {
        String tag = talk();
        peer.requests(Method.INVITE, 2, "g", tag);
        peer.requests(Method.INVITE, 3, "g3", tag);
        assertEquals(List.of("100 INVITE", "told INVITE", "500 INVITE"), peer.news());
        assertTrue(peer.lastSent("500").has(HeaderName.RETRY_AFTER));
    }

    @Test
    void reinviteBeforeTheAnswerOrDuringCancelIsRefused() {
        peer.invites();
        peer.incoming.ring(180, null);
        peer.news();
        peer.requests(Method.INVITE, 2, "g", peer.dialog.localTag());
        assertEquals(List.of("500 INVITE"), peer.news());
        peer.requests(Method.CANCEL, 1, "i", "");
        peer.requests(Method.INVITE, 3, "g3", peer.dialog.localTag());
        assertEquals(List.of("200 CANCEL", "487 INVITE", "told CANCELLED", "481 INVITE"), peer.news());
    }

    @Test
    void updateBeforeTheAnswerIsPassedOn() {
        peer.invites();
        peer.incoming.ring(183, SDP);
        peer.news();
        peer.requests(Method.UPDATE, 2, "u", peer.dialog.localTag(), "Content-Type: application/sdp", "v=0");
        peer.asked.respond(peer.asked.reply(200).body("application/sdp", SDP));
        assertEquals(List.of("told UPDATE", "200 UPDATE"), peer.news());
    }

    @Test
    void reliableProvisionalsAreRepeatedUntilPrackAndHoldBackThe200() {
        peer.invites("Supported: 100rel");
        peer.incoming.ring(peer.incoming.reply(183, SDP), true);
        peer.at(600);
        peer.incoming.accept(SDP);
        assertEquals(List.of("100 INVITE", "told INVITE", "183 INVITE", "183 INVITE"), peer.news());
        String sequence = peer.lastSent("183").header(HeaderName.RSEQ);
        peer.requests(Method.PRACK, 2, "p0", peer.dialog.localTag(), "RAck: 1 1 INVITE");
        peer.requests(Method.PRACK, 3, "p", peer.dialog.localTag(), "RAck: " + sequence + " 1 INVITE");
        assertEquals(List.of("481 PRACK", "200 PRACK", "200 INVITE"), peer.news());
    }

    @Test
    void aReliableProvisionalWithoutPrackEndsTheInviteWith504() {
        peer.invites("Require: 100rel");
        peer.incoming.ring(180, null);
        peer.news();
        peer.at(31_900);
        peer.news();
        peer.at(32_100);
        assertEquals(List.of("504 INVITE", "told NO_PRACK"), peer.news().subList(0, 2));
    }

    @Test
    void theSessionRefresherDies() {
        peer.invites("Supported: timer", "Session-Expires: 90;refresher=uac");
        peer.incoming.accept(SDP);
        assertEquals("90;refresher=uac", peer.lastSent("200").header(HeaderName.SESSION_EXPIRES));
        assertTrue(peer.lastSent("200").lists(HeaderName.REQUIRE, "timer"));
        String tag = peer.dialog.localTag();
        peer.requests(Method.ACK, 1, "a", tag);
        peer.at(50_000);
        peer.requests(Method.UPDATE, 2, "u", tag, "Supported: timer", "Session-Expires: 90;refresher=uac");
        peer.asked.respond(200);
        peer.at(109_000);
        peer.news();
        peer.at(111_000);
        assertEquals(List.of("BYE", "told EXPIRED"), peer.news().subList(0, 2));
    }

    @Test
    void weRefreshWhereThePeerCannot() {
        peer.invites("Session-Expires: 100", "Allow: INVITE, ACK, BYE");
        peer.incoming.accept(SDP);
        assertEquals("100;refresher=uas", peer.lastSent("200").header(HeaderName.SESSION_EXPIRES));
        peer.requests(Method.ACK, 1, "a", peer.dialog.localTag());
        peer.news();
        peer.at(50_010);
        assertEquals(List.of("INVITE"), peer.news());
        assertEquals("100;refresher=uac", peer.lastSent("INVITE").header(HeaderName.SESSION_EXPIRES));
        assertEquals(SDP.length, peer.lastSent("INVITE").bodyLength());
        peer.answers("INVITE", 200, "", "Session-Expires: 100;refresher=uac", Peer.SDP);
        peer.at(100_030);
        assertEquals(List.of("ACK", "INVITE"), peer.news());
    }
}

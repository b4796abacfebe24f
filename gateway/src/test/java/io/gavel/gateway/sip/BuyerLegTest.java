package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.digest.Credentials;
import io.gavel.gateway.sip.message.HeaderName;
import io.gavel.gateway.sip.message.Method;
import io.gavel.gateway.sip.message.SipMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Calls that go out: what RFC 3261 §9, §13 and the named failure cases want of the side that calls. */
@NullUnmarked // what is missing fails the test
class BuyerLegTest {
    private final Peer peer = new Peer();

    private OutgoingInvite call() {
        OutgoingInvite call = peer.calls(InviteOptions.PLAIN, Peer.SDP);
        assertEquals(List.of("INVITE"), peer.news());
        return call;
    }

    private void talk() {
        call();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "told answered buyer"), peer.news());
    }

    private void end() {
        peer.at(peer.wheel.now() + 80_000);
        assertTrue(
                peer.isQuiet(),
                () -> peer.loop.dialogs() + " dialogs " + peer.loop.transactions() + " transactions "
                        + peer.wheel.size() + " timers");
    }

    @Test
    void aCallIsAnsweredAndHungUpAndNothingIsLeft() {
        call();
        peer.answers("INVITE", 100, "");
        peer.answers("INVITE", 180, "buyer");
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("told 180 buyer", "ACK", "told answered buyer"), peer.news());
        SipMessage ack = peer.lastSent("ACK");
        assertEquals("sip:buyer@198.51.100.7", ack.requestUri());
        assertFalse(
                ack.topVia().branch().equals(peer.lastSent("INVITE").topVia().branch()));
        peer.dialog.bye("Q.850;cause=16");
        assertEquals("Q.850;cause=16", peer.lastSent("BYE").header(HeaderName.REASON));
        assertEquals(2, peer.lastSent("BYE").cseq());
        peer.answers("BYE", 200, "");
        assertEquals(List.of("BYE"), peer.news());
        end();
    }

    @Test
    void theBuyerHangsUp() {
        talk();
        peer.calleeRequests(Method.BYE, 7);
        assertEquals(List.of("200 BYE", "told HUNG_UP"), peer.news());
        end();
    }

    @Test
    void repeated200BecauseOurAckWasLostIsAckedAgain() {
        talk();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        peer.at(33_000);
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "ACK"), peer.news());
    }

    @Test
    void cancelCrossing200IsAckedAndHungUp() {
        OutgoingInvite call = call();
        peer.answers("INVITE", 180, "buyer");
        call.cancel();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("told 180 buyer", "CANCEL", "ACK", "BYE", "told failed CANCELLED 487"), peer.news());
        assertTrue(peer.lastSent("BYE").header(HeaderName.REASON).contains("completed elsewhere"));
        peer.answers("CANCEL", 200, "");
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK"), peer.news());
        peer.answers("BYE", 200, "");
        end();
    }

    @Test
    void cancelBeforeAny1xxWaitsForIt() {
        OutgoingInvite call = call();
        call.cancel();
        assertEquals(List.of(), peer.news());
        peer.answers("INVITE", 100, "");
        assertEquals(List.of("CANCEL"), peer.news());
        assertEquals(
                peer.lastSent("INVITE").header("Via"), peer.lastSent("CANCEL").header("Via"));
        peer.answers("CANCEL", 200, "");
        peer.answers("INVITE", 487, "buyer");
        assertEquals(List.of("ACK", "told failed CANCELLED 487"), peer.news());
        end();
    }

    @Test
    void cancelThatNobodyAnswersEndsAfter64T1() {
        OutgoingInvite call = call();
        peer.answers("INVITE", 180, "buyer");
        call.cancel();
        peer.news();
        peer.at(32_100);
        assertEquals("told failed CANCELLED 487", peer.lines.get(peer.lines.size() - 1));
        end();
    }

    @Test
    void cancelIsRepeatedUntilItIsAnswered() {
        OutgoingInvite call = call();
        peer.answers("INVITE", 180, "buyer");
        call.cancel();
        call.cancel();
        peer.at(1_600);
        assertEquals(List.of("told 180 buyer", "CANCEL", "CANCEL", "CANCEL"), peer.news());
    }

    @Test
    void earlyMediaOfALoserDoesNotLeak() {
        OutgoingInvite call = call();
        peer.answers("INVITE", 180, "buyer");
        call.cancel();
        peer.news();
        peer.answers("INVITE", 183, "buyer", Peer.SDP);
        assertEquals(List.of(), peer.news());
    }

    @Test
    void forked2xxWithOtherToTagsAreAckedAndHungUp() {
        call();
        peer.answers("INVITE", 180, "one");
        peer.answers("INVITE", 183, "two", Peer.SDP);
        peer.answers("INVITE", 200, "two", Peer.SDP);
        peer.answers("INVITE", 200, "one", Peer.SDP);
        assertEquals(List.of("told 180 one", "told 183 two", "ACK", "told answered two", "ACK", "BYE"), peer.news());
        assertEquals("one", peer.lastSent("BYE").toTag());
        peer.answers("BYE", 200, "");
        peer.answers("INVITE", 200, "one", Peer.SDP);
        peer.answers("INVITE", 200, "two", Peer.SDP);
        assertEquals(List.of("ACK", "ACK"), peer.news());
        assertFalse(peer.dialog.isOver());
    }

    @Test
    void twoBuyersAnswerAtOnceTheSecondGetsAckAndByeWithReason() {
        OutgoingInvite first = call();
        OutgoingInvite second = peer.calls(InviteOptions.PLAIN, Peer.SDP);
        peer.answers("INVITE", 180, "second");
        first.cancel();
        second.cancel("SIP;cause=200;text=\"Call completed elsewhere\"");
        peer.answers("INVITE", 200, "second", Peer.SDP);
        List<String> news = peer.news();
        assertEquals(List.of("ACK", "BYE", "told failed CANCELLED 487"), news.subList(news.size() - 3, news.size()));
    }

    @Test
    void aByeWhereAllAnswersWereLostFailsTheCallOnce() {
        call();
        peer.answers("INVITE", 180, "buyer");
        peer.calleeRequests("BYE", 1);
        assertEquals(List.of("told 180 buyer", "200 BYE", "told failed SILENT 408", "CANCEL"), peer.news());
        peer.answers("CANCEL", 200, "");
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "BYE"), peer.news());
        peer.answers("BYE", 200, "");
        end();
    }

    @Test
    void manyProvisionalsInAnyOrderAreAllTold() {
        call();
        peer.answers("INVITE", 183, "buyer", Peer.SDP);
        peer.answers("INVITE", 180, "buyer");
        peer.answers("INVITE", 183, "buyer", Peer.SDP);
        assertEquals(List.of("told 183 buyer", "told 180 buyer", "told 183 buyer"), peer.news());
    }

    @Test
    void aBuyerThatNeverAnswersAtAllFailsAfterTheShortenedTimerB() {
        peer.calls(InviteOptions.PLAIN.silentFor(4_000), Peer.SDP);
        peer.at(4_000);
        assertEquals(List.of("INVITE", "INVITE", "INVITE", "INVITE", "told failed SILENT 408"), peer.news());
        end();
    }

    @Test
    void nobodyThereFailsAtOnce() {
        peer.unreachable = true;
        peer.calls(InviteOptions.PLAIN, Peer.SDP);
        assertEquals(List.of("told failed UNREACHABLE 503"), peer.news());
        end();
    }

    @Test
    void refusalsAreAckedAndTold() {
        for (int status : List.of(302, 408, 480, 486, 503, 600, 603)) {
            call();
            peer.answers("INVITE", status, "buyer");
            assertEquals(List.of("ACK", "told failed REFUSED " + status), peer.news());
        }
        end();
    }

    @Test
    void a401OrA407IsAnsweredOnce() {
        peer.calls(InviteOptions.PLAIN.with(new Credentials("gavel", "secret")), Peer.SDP);
        peer.answers("INVITE", 407, "proxy", "Proxy-Authenticate: Digest realm=\"t\", nonce=\"n1\", qop=\"auth\"");
        assertEquals(List.of("INVITE", "ACK", "INVITE"), peer.news());
        SipMessage again = peer.lastSent("INVITE");
        assertEquals(2, again.cseq());
        assertTrue(again.header(HeaderName.PROXY_AUTHORIZATION).contains("nc=00000001"));
        assertEquals(1, again.elements(HeaderName.VIA).size());
        peer.answers("INVITE", 407, "proxy", "Proxy-Authenticate: Digest realm=\"t\", nonce=\"n2\", qop=\"auth\"");
        assertEquals(List.of("ACK", "told failed REFUSED 407"), peer.news());
        end();
    }

    @Test
    void requestsInsideTheDialogAreSignedWithoutBeingAsked() {
        peer.calls(InviteOptions.PLAIN.with(new Credentials("gavel", "secret")), Peer.SDP);
        peer.answers(
                "INVITE",
                401,
                "x",
                "WWW-Authenticate: Digest realm=\"t\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256");
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertTrue(peer.lastSent("ACK").header(HeaderName.AUTHORIZATION).contains("nc=00000001"));
        peer.dialog.bye();
        assertTrue(peer.lastSent("BYE").header(HeaderName.AUTHORIZATION).contains("nc=00000002"));
    }

    @Test
    void a422IsAnsweredWithALongerSession() {
        call();
        peer.answers("INVITE", 422, "buyer", "Min-SE: 3600");
        assertEquals(List.of("ACK", "INVITE"), peer.news());
        assertEquals("3600", peer.lastSent("INVITE").header(HeaderName.SESSION_EXPIRES));
        peer.answers("INVITE", 422, "buyer", "Min-SE: 7200");
        assertEquals(List.of("ACK", "told failed REFUSED 422"), peer.news());
    }

    @Test
    void aLateOfferIsAnsweredInTheAck() {
        peer.calls(InviteOptions.PLAIN, null);
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("INVITE", "told answered buyer"), peer.news());
        peer.dialog.acknowledge("v=0 answer".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("ACK"), peer.news());
        assertArrayEquals(
                "v=0 answer".getBytes(StandardCharsets.UTF_8),
                peer.lastSent("ACK").body());
    }

    @Test
    void reliableProvisionalsArePrackedOnceAndInOrder() {
        peer.calls(InviteOptions.PLAIN.reliably(), Peer.SDP);
        peer.answers("INVITE", 183, "buyer", "Require: 100rel", "RSeq: 10", Peer.SDP);
        peer.answers("INVITE", 183, "buyer", "Require: 100rel", "RSeq: 10", Peer.SDP);
        peer.answers("INVITE", 180, "buyer", "Require: 100rel", "RSeq: 12");
        assertEquals(List.of("INVITE", "PRACK", "told 183 buyer"), peer.news());
        assertEquals("10 1 INVITE", peer.lastSent("PRACK").header(HeaderName.RACK));
        peer.answers("PRACK", 200, "");
        peer.answers("INVITE", 180, "buyer", "Require: 100rel", "RSeq: 11");
        assertEquals(List.of("PRACK", "told 180 buyer"), peer.news());
        assertEquals(3, peer.lastSent("PRACK").cseq());
    }

    @Test
    void theRouteSetIsTheRecordRouteReversed() {
        call();
        peer.answers(
                "INVITE",
                200,
                "buyer",
                "Record-Route: <sip:p2.example;lr>",
                "Record-Route: <sip:p1.example;lr>",
                Peer.SDP);
        assertEquals(
                List.of("<sip:p1.example;lr>", "<sip:p2.example;lr>"),
                peer.lastSent("ACK").headers(HeaderName.ROUTE));
    }

    @Test
    void aStrictRouterGetsItsOwnUri() {
        call();
        peer.answers("INVITE", 200, "buyer", "Record-Route: <sip:strict.example>", Peer.SDP);
        assertEquals("sip:strict.example", peer.lastSent("ACK").requestUri());
        assertEquals(List.of("<sip:buyer@198.51.100.7>"), peer.lastSent("ACK").headers(HeaderName.ROUTE));
    }

    @Test
    void reinviteGlareOnTheBuyersSideIs491() {
        talk();
        peer.dialog.reinvite(
                Peer.SDP.getBytes(StandardCharsets.UTF_8), (status, response) -> peer.lines.add("told " + status));
        peer.calleeRequests(Method.INVITE, 5, "Content-Type: application/sdp", "v=0");
        assertEquals(List.of("INVITE", "491 INVITE"), peer.news());
        peer.answers("INVITE", 488, "");
        assertEquals(List.of("ACK", "told 488"), peer.news());
        assertFalse(peer.dialog.isOver());
    }

    @Test
    void aDialogThatThePeerForgotIsLost() {
        talk();
        peer.dialog.send(peer.dialog.request(Method.INFO), (status, response) -> peer.lines.add("told " + status));
        peer.answers("INFO", 481, "");
        assertEquals(List.of("INFO", "told 481", "BYE", "told LOST"), peer.news());
        peer.answers("BYE", 481, "");
        end();
    }

    @Test
    void weRefreshTheSessionByUpdateWhereThePeerAllowsIt() {
        call();
        peer.answers("INVITE", 200, "buyer", "Session-Expires: 200;refresher=uac", "Allow: INVITE, UPDATE", Peer.SDP);
        peer.news();
        peer.at(100_010);
        assertEquals(List.of("UPDATE"), peer.news());
        peer.answers("UPDATE", 200, "", "Session-Expires: 200;refresher=uac");
        peer.at(200_030);
        assertEquals(List.of("UPDATE"), peer.news());
    }

    @Test
    void everyCallIdMapsToItsLoop() {
        call();
        SipMessage invite = peer.lastSent("INVITE");
        byte[] bytes = invite.encode();
        for (int loops = 1; loops < 9; loops++) {
            assertEquals(CallIds.loop(invite.callId(), loops), CallIds.loop(bytes, loops));
        }
        byte[] folded = "INVITE a SIP/2.0\r\nVia: x\r\nI  :\r\n  abc@d \r\n\r\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(CallIds.loop("abc@d", 7), CallIds.loop(folded, 7));
    }

    @Test
    void anOptionsRequestIsAnsweredOrNot() {
        SipMessage options = SipMessage.request(Method.OPTIONS, "sip:buyer@198.51.100.7")
                .add(HeaderName.FROM, "<sip:us@gavel.example>")
                .add(HeaderName.TO, "<sip:buyer@198.51.100.7>");
        peer.loop.request(options, InviteOptions.PLAIN, (status, response) -> peer.lines.add("told " + status));
        peer.answers("OPTIONS", 200, "x");
        assertEquals(List.of("OPTIONS", "told 200"), peer.news());
        end();
    }
}

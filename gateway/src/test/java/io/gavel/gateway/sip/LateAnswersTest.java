package io.gavel.gateway.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.sip.message.HeaderName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buyers who ring or answer when the call has gone on to the next (RFC 3261 §9.1, §13.2.2.4). */
class LateAnswersTest {
    private static final InviteOptions SHORT = InviteOptions.PLAIN.silentFor(4_000);

    private final Peer peer = new Peer();

    private void silent() {
        peer.calls(SHORT, Peer.SDP);
        peer.at(4_000);
        assertEquals(List.of("INVITE", "INVITE", "INVITE", "INVITE", "told failed SILENT 408"), peer.news());
    }

    private void end() {
        peer.at(peer.wheel.now() + 80_000);
        assertTrue(peer.isQuiet());
    }

    @Test
    void whoAnswersAfterHeWasGivenUpIsAckedAndHungUp() {
        silent();
        peer.at(20_000);
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "BYE"), peer.news());
        assertEquals("buyer", peer.lastSent("BYE").toTag());
        assertEquals(1, peer.lastSent("ACK").cseq());
        assertTrue(
                String.valueOf(peer.lastSent("BYE").header(HeaderName.REASON)).contains("completed elsewhere"));
        end();
    }

    @Test
    void hisRepeated200IsAckedAgainAndHungUpOnce() {
        silent();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        peer.answers("BYE", 200, "");
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        peer.at(peer.wheel.now() + 10_000);
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "BYE", "ACK", "ACK"), peer.news());
        end();
    }

    @Test
    void eachForkOfALateAnswerIsHungUp() {
        silent();
        peer.answers("INVITE", 200, "one", Peer.SDP);
        peer.answers("INVITE", 200, "two", Peer.SDP);
        assertEquals(List.of("ACK", "BYE", "ACK", "BYE"), peer.news());
        end();
    }

    @Test
    void whoBeginsToRingLateIsCancelledOnce() {
        silent();
        peer.answers("INVITE", 180, "buyer");
        peer.answers("INVITE", 183, "buyer", Peer.SDP);
        assertEquals(List.of("CANCEL"), peer.news());
        assertEquals(
                peer.lastSent("INVITE").header("Via"), peer.lastSent("CANCEL").header("Via"));
        peer.answers("CANCEL", 200, "");
        peer.answers("INVITE", 487, "buyer");
        assertEquals(List.of("ACK"), peer.news());
        end();
    }

    @Test
    void whoRefusesLateIsAcked() {
        silent();
        peer.answers("INVITE", 486, "buyer");
        peer.answers("INVITE", 486, "buyer");
        assertEquals(List.of("ACK", "ACK"), peer.news());
        end();
    }

    @Test
    void theAnswerOfOneWhoWasCancelledBeforeHeSaidAnythingIsHungUp() {
        OutgoingInvite call = peer.calls(SHORT, Peer.SDP);
        call.cancel();
        peer.at(4_000);
        peer.news();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "BYE"), peer.news());
        end();
    }

    @Test
    void theAnswerOfOneWhoNeverHeardOurCancelIsHungUp() {
        OutgoingInvite call = peer.calls(InviteOptions.PLAIN, Peer.SDP);
        peer.answers("INVITE", 180, "buyer");
        call.cancel();
        peer.at(33_000);
        peer.news();
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of("ACK", "BYE"), peer.news());
        end();
    }

    @Test
    void whoRingsForEverIsCancelledWhenNobodyWaitsAnyMore() {
        peer.calls(InviteOptions.PLAIN, Peer.SDP);
        peer.answers("INVITE", 180, "buyer");
        peer.news();
        peer.at(331_000);
        assertEquals(
                List.of("CANCEL", "told failed SILENT 408"),
                peer.news().stream().distinct().toList());
        end();
    }

    @Test
    void after64T1NobodyKnowsTheCallAnyMore() {
        silent();
        peer.at(40_000);
        peer.answers("INVITE", 200, "buyer", Peer.SDP);
        assertEquals(List.of(), peer.news());
        end();
    }
}

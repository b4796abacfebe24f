package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.message.LegCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One call and its buyers, from the INVITE to the record. */
@Timeout(60)
class BridgeTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CallRig rig;

    private void open(String campaign, String... orders) throws IOException {
        rig = new CallRig(folder, CallRig.market(campaign, orders));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        rig.isOver();
        rig.close();
        assertEquals(List.of(), rig.held());
    }

    private void hangUp(FakeCaller caller) {
        rig.on(() -> caller.tells().callerGone(LegCause.HUNG_UP));
    }

    @Test
    void aCallIsRungAnsweredJoinedAndBilled() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.phone("a", BuyerLeg.Listener::buyerRings);
        rig.until("caller 180");
        rig.answers("a");
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("stop a HUNG_UP");
        assertFalse(rig.lines.contains("caller BYE HUNG_UP"));
    }

    @Test
    void aBuyerWhoHangsUpEndsTheCall() throws Exception {
        open("", CallRig.order("a", 1, ""), CallRig.order("b", 2, ""));
        rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.until("line: ended none by BUYER HUNG_UP billable");
        rig.until("caller BYE HUNG_UP");
    }

    @Test
    void whoIsBusyRefusesOrCannotBeReachedIsFollowedByTheNext() throws Exception {
        open(
                "",
                CallRig.order("a", 1, ""),
                CallRig.order("b", 2, ""),
                CallRig.order("nowhere", 3, ""),
                CallRig.order("c", 4, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.phone("a", tells -> tells.buyerFailed(486, LegCause.BUSY));
        rig.until("line: a FAILED BUSY 486");
        rig.until("INVITE b");
        rig.phone("b", tells -> tells.buyerFailed(603, LegCause.REFUSED));
        rig.until("line: b FAILED REFUSED 603");
        rig.until("line: nowhere FAILED UNREACHABLE 0");
        rig.until("INVITE c");
        rig.answers("c");
        rig.until("bridge order-4-4");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void whoDoesNotAnswerIsCancelledAndFollowedByTheNext() throws Exception {
        open("", CallRig.order("a", 1, "ring_s: 1"), CallRig.order("b", 2, "ring_s: 1"));
        rig.call();
        rig.until("INVITE a");
        rig.until("stop a NO_ANSWER");
        rig.until("INVITE b");
        rig.until("stop b NO_ANSWER");
        rig.until("line: ended not_answered by EXCHANGE NONE");
        rig.until("caller 480");
    }

    @Test
    void theStatusOfACallThatNobodyTakesIsTheCampaigns() throws Exception {
        open("no_buyer_status: 603", CallRig.order("a", 1, ""));
        rig.call();
        rig.until("INVITE a");
        rig.phone("a", tells -> tells.buyerFailed(600, LegCause.BUSY));
        rig.until("caller 603");
    }

    @Test
    void ofBuyersThatRingAtOnceTheFirstWinsAndTheOthersAreToldSo() throws Exception {
        open("method: ping_post, ring: all", CallRig.order("a", 1, ""), CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a", "INVITE b");
        rig.answers("b");
        rig.until("line: connect b", "stop a ELSEWHERE");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void ofTwoThatAnswerAtOnceOneHasTheCallAndOneIsBilled() throws Exception {
        open("method: ping_post, ring: all", CallRig.order("a", 1, ""), CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a", "INVITE b");
        rig.on(() -> {
            rig.rung("a").tells.buyerAnswered(200, "answer");
            rig.rung("b").tells.buyerAnswered(200, "answer");
        });
        rig.until("line: SALE 900", "stop b ELSEWHERE");
        // The loser's own BYE crosses ours: who has the call still has it, and a silent line is still noticed.
        rig.phone("b", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.on(() -> rig.media.silent("caller"));
        rig.until("line: ended none by EXCHANGE MEDIA_LOST billable");
        rig.until("caller BYE MEDIA_LOST");
        assertFalse(rig.lines.contains("line: SALE 800"));
        hangUp(caller);
    }

    @Test
    void aLoserWhoHangsUpBeforeHeIsToldLeavesTheWinnerAlone() throws Exception {
        open("method: ping_post, ring: all", CallRig.order("a", 1, ""), CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a", "INVITE b");
        rig.on(() -> {
            rig.rung("a").tells.buyerAnswered(200, "answer");
            rig.rung("b").tells.buyerAnswered(200, "answer");
            rig.rung("b").tells.buyerEnded(LegCause.HUNG_UP);
        });
        rig.until("bridge order-1-1");
        rig.on(() -> rig.media.silent("caller"));
        rig.until("line: ended none by EXCHANGE MEDIA_LOST billable");
        hangUp(caller);
    }

    @Test
    void aCallerWhoGivesUpBeforeTheCallHasItsNumberLeavesARecordAndRingsNobody() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = new FakeCaller(rig.lines::add);
        Arrival arrival = rig.arrival(CallRig.CALLER);
        rig.on(() -> {
            caller.listen(rig.desk.take(arrival, caller, "call", "offer"));
            caller.tells().callerGone(LegCause.HUNG_UP);
        });
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
        rig.isOver();
        assertFalse(rig.phones.phones.containsKey("a"), "nobody is rung for a caller who is gone");
    }

    @Test
    void aCallerWhoGivesUpWhileItRingsStopsTheRinging() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
        rig.until("stop a HUNG_UP");
        rig.phone("a", tells -> tells.buyerAnswered(200, "too late"));
        rig.phone("a", tells -> tells.buyerFailed(487, LegCause.NO_ANSWER));
    }

    @Test
    void aCancelThatCrossesTheAnswerAnswersNobody() throws Exception {
        open("", CallRig.order("a", 1, "").replace("billable_after_s: 0", "billable_after_s: 30"));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.on(() -> {
            rig.rung("a").tells.buyerAnswered(200, "answer");
            caller.tells().callerGone(LegCause.HUNG_UP);
        });
        rig.until("stop a HUNG_UP");
        rig.isOver();
        assertFalse(caller.isAnswered(), "a cancelled call is not answered");
    }

    @Test
    void aBuyerWhoHangsUpAtOnceLosesTheCallToTheNext() throws Exception {
        String patient =
                CallRig.order("a", 1, "reroute_within_s: 10").replace("billable_after_s: 0", "billable_after_s: 30");
        open("", patient, CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.until("unbridge");
        rig.until("INVITE b");
        rig.phone("b", BuyerLeg.Listener::buyerRings);
        rig.until("caller hears ringback");
        rig.answers("b");
        rig.until("bridge order-2-2");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void aBuyerWhoHangsUpBeforeHeIsJoinedLosesTheCallToTheNextToo() throws Exception {
        String patient =
                CallRig.order("a", 1, "reroute_within_s: 10").replace("billable_after_s: 0", "billable_after_s: 30");
        open("", patient, CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.on(() -> {
            rig.rung("a").tells.buyerAnswered(200, "answer");
            rig.rung("a").tells.buyerEnded(LegCause.HUNG_UP);
        });
        rig.until("INVITE b");
        rig.answers("b");
        rig.until("bridge order-2-2");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void theBuyerHearsTheWhisperBeforeHeIsJoined() throws Exception {
        open("", CallRig.order("a", 1, "whisper: welcome.wav"));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("order-1-1 hears a prompt");
        assertFalse(caller.isAnswered());
        rig.on(() -> rig.media.leg("order-1-1").played());
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void whoHasToPressAKeyIsJoinedWhenHeDoes() throws Exception {
        open("", CallRig.order("a", 1, "whisper: welcome.wav, accept: \"1\""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("order-1-1 hears a prompt");
        rig.phone("a", tells -> tells.buyerPresses('5', 100));
        rig.on(() -> rig.media.leg("order-1-1").played());
        assertFalse(caller.isAnswered());
        rig.phone("a", tells -> tells.buyerPresses('1', 100));
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void whoHangsUpInsteadOfPressingTheKeyIsFollowedByTheNext() throws Exception {
        open("", CallRig.order("a", 1, "accept: \"1\""), CallRig.order("b", 2, "accept: \"1\""));
        rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.until("line: a FAILED NOT_ACCEPTED 200");
        rig.until("INVITE b");
        rig.answers("b");
        rig.until("stop b NOT_ACCEPTED");
        rig.until("line: b FAILED NOT_ACCEPTED 200");
        rig.until("caller 480");
    }

    @Test
    void aBuyerWhoseAnswerCannotBeReadIsFollowedByTheNext() throws Exception {
        open("", CallRig.order("a", 1, ""), CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.phone("a", tells -> tells.buyerAnswered(200, FakeMedia.BAD));
        rig.until("stop a REFUSED");
        rig.until("line: a FAILED REFUSED 488");
        rig.until("INVITE b");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void aLateAnswerOfABuyerWhoHasNotAcceptedYetThatCannotBeReadIsARefusal() throws Exception {
        open("", CallRig.order("a", 1, "accept: \"1\""), CallRig.order("b", 2, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.phone("a", tells -> tells.buyerAccepts(FakeMedia.BAD));
        rig.until("line: a FAILED REFUSED 488");
        rig.until("INVITE b");
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void whatABuyerSaysAfterHisEndIsNotHeard() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.phone("a", tells -> tells.buyerEnded(LegCause.HUNG_UP));
        rig.until("line: ended none by BUYER HUNG_UP billable");
        rig.phone("a", tells -> {
            tells.buyerAccepts(FakeMedia.BAD);
            tells.buyerRings();
            tells.buyerPresses('1', 100);
            tells.buyerEnded(LegCause.HUNG_UP);
            assertEquals("488", CallRig.said(then -> tells.buyerOffers("offer", then)));
        });
        rig.on(() -> {
            caller.tells().callerGone(LegCause.HUNG_UP);
            caller.tells().callerPresses('1', 100);
            caller.tells().callerAnswered(FakeMedia.BAD);
            assertEquals("488", CallRig.said(then -> caller.tells().callerOffers("offer", then)));
        });
    }

    @Test
    void bothSidesMayNegotiateAgain() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.on(() -> {
            assertEquals("answer to hold", CallRig.said(then -> caller.tells().callerOffers("hold", then)));
            assertEquals("offer of caller", CallRig.said(then -> caller.tells().callerOffers(null, then)));
            assertEquals("488", CallRig.said(then -> caller.tells().callerOffers(FakeMedia.BAD, then)));
        });
        rig.phone("a", tells -> {
            assertEquals("answer to hold", CallRig.said(then -> tells.buyerOffers("hold", then)));
            assertEquals("offer of order-1-1", CallRig.said(then -> tells.buyerOffers(null, then)));
            assertEquals("488", CallRig.said(then -> tells.buyerOffers(FakeMedia.BAD, then)));
        });
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void aCallWithoutAnOfferGetsOurs() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call(CallRig.CALLER, null);
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("caller 200 offer of caller");
        rig.on(() -> caller.tells().callerAnswered(FakeMedia.BAD));
        rig.until("line: ended none by EXCHANGE BROKEN billable");
        rig.until("caller BYE BROKEN");
    }

    @Test
    void anOfferThatWeDoNotSpeakIs488() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.call(CallRig.CALLER, FakeMedia.BAD);
        rig.until("caller 488");
    }

    @Test
    void withoutAPortForTheCallerTheCallIsRefusedForAWhile() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.media.free.set(0);
        rig.call();
        rig.until("caller 503 retry after 5");
        rig.media.free.set(100);
    }

    @Test
    void withoutAPortForABuyerTheCallEnds() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.media.free.set(1);
        rig.call();
        rig.until("line: a FAILED UNREACHABLE 0");
        rig.until("caller 480");
        rig.media.free.addAndGet(99);
    }

    @Test
    void aLineThatTakesNoWorkRefusesForAWhile() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.engine.stopIntake("draining");
        rig.call();
        rig.until("caller 503 retry after 5");
    }

    @Test
    void aVaultThatTakesNothingRefusesForAWhile() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.closeVault();
        rig.call();
        rig.until("caller 503 retry after 5");
    }

    @Test
    void anAnonymousCallerIsRungAsSuch() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call(null, "offer");
        rig.until("INVITE a");
        assertNull(rig.rung("a").destination.caller());
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void theBuyerSeesTheCallerAndTheCallAndWhatTheCarrierSigned() throws Exception {
        open("", CallRig.order("a", 1, ""));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        Destination destination = rig.rung("a").destination;
        assertEquals(CallRig.CALLER, destination.caller());
        assertEquals("identity", destination.identity());
        assertEquals(69, destination.maxForwards());
        assertEquals(13, destination.callId().length());
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void aCallMayNotLastLongerThanItsCampaignSays() throws Exception {
        open("longest_call_s: 10", CallRig.order("a", 1, ""));
        rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.until("line: ended none by EXCHANGE TOO_LONG billable");
        rig.until("caller BYE TOO_LONG");
    }
}

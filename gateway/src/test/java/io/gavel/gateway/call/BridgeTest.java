package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gavel.message.LegCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call and its buyers, from the INVITE to the record. */
@Timeout(60)
class BridgeTest extends BridgeScene {
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

    // ------------------------------------------------- failure cases that concern both legs, billed at once or never

    private static String at(String name, int priority, int billableAfter) {
        return CallRig.order(name, priority, "").replace("billable_after_s: 0", "billable_after_s: " + billableAfter);
    }

    @Test
    void cancelCrossing200HangsUpTheBuyerAndNothingIsBillable() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.on(() -> {
            rig.rung("a").tells.buyerAnswered(200, "answer");
            caller.tells().callerGone(LegCause.HUNG_UP);
        });
        rig.until("stop a HUNG_UP");
        rig.until("line: ended none by CALLER HUNG_UP");
        assertFalse(caller.isAnswered(), "a cancelled call is not answered");
        assertFalse(rig.lines.contains("line: SALE 900"), rig.lines::toString);
    }

    @Test
    void our200NeverAckedHangsUpBothAndNothingIsBillable() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.silentCaller();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        // The stack has repeated the 200 for 64·T1 and said BYE.
        rig.on(() -> caller.tells().callerGone(LegCause.BROKEN));
        rig.until("stop a HUNG_UP");
        rig.until("line: ended none by CALLER BROKEN");
        assertFalse(rig.lines.contains("line: SALE 900"), rig.lines::toString);
    }

    @Test
    void byeBeforeAckIsNotBillable() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.silentCaller();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP");
        rig.until("stop a HUNG_UP");
    }

    @Test
    void aLateAckBeginsTheBillableTime() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.silentCaller();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("bridge order-1-1");
        rig.on(() -> caller.tells().callerStands());
        rig.until("line: SALE 900");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void byeCrossingByeEndsTheCallOnce() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.answers("a");
        rig.until("line: SALE 900");
        rig.on(() -> {
            rig.rung("a").tells.buyerEnded(LegCause.HUNG_UP);
            caller.tells().callerGone(LegCause.HUNG_UP);
        });
        rig.until("line: ended none by BUYER HUNG_UP billable");
        rig.isOver();
        assertFalse(rig.lines.contains("caller BYE HUNG_UP"), "who is gone is not hung up");
    }

    @Test
    void oneEighty183And180AgainIsRingingToTheCaller() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        for (int i = 0; i < 3; i++) {
            rig.phone("a", BuyerLeg.Listener::buyerRings);
            rig.until("caller 180");
        }
        assertFalse(caller.isAnswered());
        hangUp(caller);
        rig.until("line: ended caller_hung_up by CALLER HUNG_UP");
    }

    @Test
    void noAudioWhileOnlyRingingEndsNothing() throws Exception {
        open("", at("a", 1, 0));
        FakeCaller caller = rig.call();
        rig.until("INVITE a");
        rig.on(() -> rig.media.silent("caller"));
        rig.answers("a");
        rig.until("bridge order-1-1");
        hangUp(caller);
        rig.until("line: ended none by CALLER HUNG_UP billable");
    }

    @Test
    void aBidMaySayWhereTheCallGoesButNotBeyondTheHostsOfItsOrder() throws Exception {
        open("", at("a", 1, 0));
        Arrival call = rig.arrival(CallRig.CALLER);
        assertEquals("sip:b@192.0.2.7:5070", rig.destination("sip:b@192.0.2.7:5070", call));
        assertEquals("", rig.destination("sip:b@192.0.2.8", call), "allowed when it bid, perhaps; not now");
        assertEquals("", rig.destination("sip:b@192.0.2.7;maddr=192.0.2.8", call));
        assertEquals("sip:a@192.0.2.7", rig.destination("", call));
    }
}

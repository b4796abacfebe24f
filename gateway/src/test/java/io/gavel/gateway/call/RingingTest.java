package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.message.LegCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who rings, in which order, and who has the call when several answer. */
@Timeout(60)
class RingingTest extends BridgeScene {
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
    void withoutAPortForABuyerTheCallEnds() throws Exception {
        open("", CallRig.order("a", 1, ""));
        rig.media.free.set(1);
        rig.call();
        rig.until("line: a FAILED UNREACHABLE 0");
        rig.until("caller 480");
        rig.media.free.addAndGet(99);
    }
}

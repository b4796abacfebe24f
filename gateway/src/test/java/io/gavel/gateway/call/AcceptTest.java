package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.message.LegCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a buyer hears and presses before the caller is joined. */
@Timeout(60)
class AcceptTest extends BridgeScene {
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
}

package io.gavel.gateway.call;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that cannot be taken. */
@Timeout(60)
class NoRoomTest extends BridgeScene {
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
}

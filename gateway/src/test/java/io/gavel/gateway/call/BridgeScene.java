package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.LegCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A rig for one test; after it no call is left, no port is taken and no money is held. */
abstract class BridgeScene {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    CallRig rig;

    /** A campaign's keys and its orders. */
    void open(String campaign, String... orders) throws IOException {
        rig = new CallRig(folder, CallRig.market(campaign, orders));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        rig.isOver();
        rig.close();
        assertEquals(List.of(), rig.held());
    }

    void hangUp(FakeCaller caller) {
        rig.on(() -> caller.tells().callerGone(LegCause.HUNG_UP));
    }
}

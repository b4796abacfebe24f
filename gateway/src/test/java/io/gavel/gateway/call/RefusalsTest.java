package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.message.Reason;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** What carriers hear that get no buyer, and how long strangers hear anything. */
class RefusalsTest {
    private long now;

    @Test
    void theCampaignsStatusIsForWhatAnotherCarrierCouldNotChange() {
        assertEquals(new Refusals.Answer(603, 0), Refusals.of(Reason.NO_ELIGIBLE_ORDER, 603));
        assertEquals(new Refusals.Answer(603, 0), Refusals.of(Reason.NOT_ANSWERED, 603));
        assertEquals(new Refusals.Answer(404, 0), Refusals.of(Reason.AWARD_EXPIRED, 603));
        assertEquals(new Refusals.Answer(403, 0), Refusals.of(Reason.NOT_ALLOWED, 603));
        assertEquals(new Refusals.Answer(503, 5), Refusals.of(Reason.EXCHANGE_STOPPED, 603));
    }

    @Test
    void aStrangerHearsTwentyRefusalsAMinute() throws Exception {
        Strangers strangers = new Strangers(() -> now);
        InetAddress address = InetAddress.getByName("192.0.2.66");
        for (int i = 0; i < 20; i++) {
            assertFalse(strangers.refused(address));
        }
        assertFalse(strangers.isTiresome(address));
        assertTrue(strangers.refused(address));
        assertTrue(strangers.isTiresome(address));
        assertFalse(strangers.isTiresome(InetAddress.getByName("192.0.2.67")));
        now += 60_000_000_000L;
        assertFalse(strangers.isTiresome(address));
        assertFalse(strangers.refused(address));
    }
}

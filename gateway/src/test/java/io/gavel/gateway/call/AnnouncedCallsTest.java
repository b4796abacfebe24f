package io.gavel.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PingAnsweredEncoder;
import io.gavel.message.Reason;
import io.gavel.view.Page;
import io.gavel.view.PingQuery;
import io.gavel.view.PingRecord;
import io.gavel.view.PingStore;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A caller may be faster than the read models. */
class AnnouncedCallsTest {
    private static final int CAMPAIGN = 3;

    private final AnnouncedCalls announced = new AnnouncedCalls(new NothingRead());

    @Test
    void aPingThatTheReadModelsHaveNotSeenIsKnown() {
        hear(41, 0, false);
        assertEquals(CAMPAIGN, announced.campaign(41));
        assertEquals(0, announced.campaign(42), "nobody announced this one");
    }

    @Test
    void aPingThatWonNothingAndACallThatCameAnnounceNone() {
        hear(43, Reason.NO_ELIGIBLE_ORDER.code(), false);
        hear(44, 0, true);
        assertEquals(0, announced.campaign(43));
        assertEquals(0, announced.campaign(44));
    }

    private void hear(long pingId, int reason, boolean call) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        PingAnsweredEncoder message = new PingAnsweredEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .pingId(pingId)
                .campaignId(CAMPAIGN)
                .reason((short) reason);
        message.flags().clear().call(call);
        message.bidsCount(0);
        message.attributesCount(0);
        message.source("").subId("");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        announced.onOutput(pingId, 0, 0, buffer, 0, length, true);
    }

    private static final class NothingRead implements PingStore {
        @Override
        public @Nullable PingRecord find(long pingId) {
            return null;
        }

        @Override
        public Page<PingRecord> list(PingQuery query) {
            return new Page<>(List.of(), 0);
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public long oldest() {
            return 0;
        }
    }
}

package io.gavel.gateway.console;

import io.gavel.message.Outcome;
import io.gavel.view.PingRecord;
import java.util.ArrayList;
import java.util.List;

/** What of a ping its seller may see: what it was promised, neither the bids nor the floor in buyers' money; for {@link Sight}. */
final class PingTrim {
    private PingTrim() {}

    static PingRecord of(PingRecord ping) {
        List<PingRecord.Bid> won = new ArrayList<>();
        for (PingRecord.Bid bid : ping.bids()) {
            if (bid.outcome() == Outcome.WON) {
                won.add(new PingRecord.Bid(
                        0,
                        0,
                        bid.payoutMicros(),
                        bid.payoutMicros(),
                        bid.payoutMicros(),
                        -1,
                        Outcome.WON,
                        bid.billableSeconds()));
            }
        }
        return new PingRecord(
                ping.pingId(),
                ping.answeredSequence(),
                ping.receivedMicros(),
                ping.answeredMicros(),
                ping.expiresMicros(),
                ping.openedIndex(),
                0,
                ping.sellerId(),
                ping.campaignId(),
                ping.reason(),
                ping.test(),
                ping.all(),
                ping.direct(),
                won,
                ping.attributes(),
                ping.source(),
                ping.subId());
    }
}

package io.gavel.gateway.call;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.view.PingRecord;
import io.gavel.view.PingStore;
import org.agrona.DirectBuffer;

/**
 * Which campaign a ping is of whose award a call redeems. The call may come before the read models have seen the ping, which look
 * once a millisecond only and come later on a busy machine: so the latest are remembered here, before their sellers are answered.
 * Heard on the line's thread; asked on any.
 */
public final class AnnouncedCalls implements OutputHandler {
    private final PingStore pings;
    private final LatestPings campaigns = new LatestPings();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();

    /** {@code pings}: knows those that are not the latest. */
    public AnnouncedCalls(PingStore pings) {
        this.pings = pings;
    }

    /** The campaign of a ping, 0: no such ping is known. */
    int campaign(long pingId) {
        int campaign = campaigns.get(pingId);
        if (campaign != 0) {
            return campaign;
        }
        PingRecord older = pings.find(pingId);
        return older == null ? 0 : older.campaignId();
    }

    @Override
    public void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        if (header.wrap(buffer, offset).templateId() != PingAnsweredDecoder.TEMPLATE_ID) {
            return;
        }
        ping.wrapAndApplyHeader(buffer, offset, header);
        if (ping.reason() == 0 && !ping.flags().call()) {
            campaigns.put(ping.pingId(), ping.campaignId());
        }
    }
}

package io.gavel.gateway.metric;

import io.gavel.gateway.market.CampaignInfo;
import io.gavel.gateway.market.Directory;
import io.gavel.message.AwardReleasedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MethodName;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.Reason;
import org.agrona.DirectBuffer;

/** Counts what the exchange says: auctions by method and outcome, leads, transfers, releases. One thread. */
public final class OutputMetrics implements OutputHandler {
    private final Metrics metrics;
    private final Directory directory;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final AwardReleasedDecoder released = new AwardReleasedDecoder();

    public OutputMetrics(Metrics metrics, Directory directory) {
        this.metrics = metrics;
        this.directory = directory;
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
        switch (header.wrap(buffer, offset).templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID -> {
                ping.wrapAndApplyHeader(buffer, offset, header);
                if (!ping.flags().repeated()) {
                    CampaignInfo campaign = directory.now().campaign(ping.campaignId());
                    metrics.pingAnswered(
                            campaign == null ? MethodName.NULL_VAL : campaign.method(),
                            Reason.of(ping.reason()),
                            timeMicros - ping.receivedMicros());
                }
            }
            case LeadAnsweredDecoder.TEMPLATE_ID -> {
                lead.wrapAndApplyHeader(buffer, offset, header);
                if (lead.first() != 0) {
                    metrics.leadAnswered(lead.status(), Reason.of(lead.reason()));
                }
            }
            case MoneyMovedDecoder.TEMPLATE_ID ->
                metrics.moved(money.wrapAndApplyHeader(buffer, offset, header).kind());
            case AwardReleasedDecoder.TEMPLATE_ID ->
                metrics.released(
                        released.wrapAndApplyHeader(buffer, offset, header).cause());
            default -> {}
        }
    }
}

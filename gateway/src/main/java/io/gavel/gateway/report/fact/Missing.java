package io.gavel.gateway.report.fact;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MoneyMovedDecoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.ScoreGivenDecoder;
import io.gavel.message.UsageBookedDecoder;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;

/** Which pings and calls a batch speaks of that came before it and are not known any more. One batch. */
final class Missing implements OutputHandler {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PingAnsweredDecoder ping = new PingAnsweredDecoder();
    private final LeadAnsweredDecoder lead = new LeadAnsweredDecoder();
    private final MoneyMovedDecoder money = new MoneyMovedDecoder();
    private final CallStartedDecoder started = new CallStartedDecoder();
    private final CallAttributedDecoder attributed = new CallAttributedDecoder();
    private final CallConnectedDecoder connected = new CallConnectedDecoder();
    private final CallEndedDecoder ended = new CallEndedDecoder();
    private final ReviewNotedDecoder review = new ReviewNotedDecoder();
    private final UsageBookedDecoder usage = new UsageBookedDecoder();
    private final ScoreGivenDecoder score = new ScoreGivenDecoder();

    private final Known known;
    private final LongHashSet here = new LongHashSet();
    private final LongHashSet missing = new LongHashSet();

    private Missing(Known known) {
        this.known = known;
    }

    static Set<Long> of(Batch batch, Known known) {
        Missing found = new Missing(known);
        batch.tell(found);
        return found.missing;
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
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PingAnsweredDecoder.TEMPLATE_ID -> {
                ping.wrapAndApplyHeader(buffer, offset, header);
                if (ping.flags().call()) {
                    want(ping.pingId(), 0);
                } else {
                    here.add(ping.pingId());
                }
            }
            case CallStartedDecoder.TEMPLATE_ID -> {
                started.wrapAndApplyHeader(buffer, offset, header);
                if (started.pingId() != started.callId()) {
                    want(started.pingId(), 0);
                }
                here.add(started.callId());
            }
            case LeadAnsweredDecoder.TEMPLATE_ID -> {
                lead.wrapAndApplyHeader(buffer, offset, header);
                if (lead.first() != 0) {
                    want(lead.leadId(), lead.pingId());
                }
            }
            case MoneyMovedDecoder.TEMPLATE_ID -> {
                money.wrapAndApplyHeader(buffer, offset, header);
                want(money.leadId(), money.pingId());
            }
            case CallAttributedDecoder.TEMPLATE_ID ->
                want(attributed.wrapAndApplyHeader(buffer, offset, header).callId(), 0);
            case CallConnectedDecoder.TEMPLATE_ID ->
                want(connected.wrapAndApplyHeader(buffer, offset, header).callId(), 0);
            case CallEndedDecoder.TEMPLATE_ID ->
                want(ended.wrapAndApplyHeader(buffer, offset, header).callId(), 0);
            case ReviewNotedDecoder.TEMPLATE_ID ->
                want(review.wrapAndApplyHeader(buffer, offset, header).callId(), 0);
            case UsageBookedDecoder.TEMPLATE_ID -> {
                usage.wrapAndApplyHeader(buffer, offset, header);
                if (usage.callId() != 0) {
                    want(usage.callId(), 0);
                }
            }
            case ScoreGivenDecoder.TEMPLATE_ID -> {
                score.wrapAndApplyHeader(buffer, offset, header);
                want(score.id(), score.pingId());
            }
            default -> {}
        }
    }

    private void want(long subject, long otherwise) {
        if (!isKnown(subject) && (otherwise == 0 || !isKnown(otherwise))) {
            add(subject);
            add(otherwise);
        }
    }

    private boolean isKnown(long subject) {
        return known.has(subject) || here.contains(subject);
    }

    private void add(long subject) {
        if (subject != 0) {
            missing.add(subject);
        }
    }
}

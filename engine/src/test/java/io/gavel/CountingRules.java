package io.gavel;

import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.CommandAnsweredEncoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.Outlet;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.Rules;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import io.gavel.message.TimeAdvancedDecoder;
import org.agrona.DirectBuffer;

/**
 * Small rules for tests of the line: a bid is added to a running hash and answered with its pingId; a payment sets the one
 * deadline, {@code amountMicros} from now, and is answered with its correlationId when that is due.
 */
final class CountingRules implements Rules {
    private final Outlet outlet;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidReceivedDecoder bid = new BidReceivedDecoder();
    private final PaymentRecordedDecoder payment = new PaymentRecordedDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final CommandAnsweredEncoder answer = new CommandAnsweredEncoder();

    long bids;
    long hash;
    long lastMicros;
    long restarts;
    private long deadlineMicros = Long.MAX_VALUE;
    private long waiting;

    CountingRules(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
        if (timeMicros < lastMicros) {
            throw new IllegalStateException("time went back");
        }
        lastMicros = timeMicros;
        if (deadlineMicros <= timeMicros) {
            deadlineMicros = Long.MAX_VALUE;
            answer(waiting);
        }
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case TimeAdvancedDecoder.TEMPLATE_ID ->
                restarts += buffer.getByte(offset + MessageHeaderDecoder.ENCODED_LENGTH);
            case BidReceivedDecoder.TEMPLATE_ID -> {
                bid.wrapAndApplyHeader(buffer, offset, header);
                bids++;
                hash = hash * 31 + bid.priceMicros() + sequence;
                answer(bid.pingId());
            }
            case PaymentRecordedDecoder.TEMPLATE_ID -> {
                payment.wrapAndApplyHeader(buffer, offset, header);
                deadlineMicros = timeMicros + payment.amountMicros();
                waiting = payment.correlationId();
            }
            default -> throw new IllegalArgumentException("template " + header.templateId());
        }
    }

    @Override
    public long nextDeadlineMicros() {
        return deadlineMicros;
    }

    @Override
    public void writeState(StateWriter out) {
        out.putLong(bids);
        out.putLong(hash);
        out.putLong(lastMicros);
        out.putLong(restarts);
        out.putLong(deadlineMicros);
        out.putLong(waiting);
    }

    @Override
    public void readState(StateReader in) {
        bids = in.getLong();
        hash = in.getLong();
        lastMicros = in.getLong();
        restarts = in.getLong();
        deadlineMicros = in.getLong();
        waiting = in.getLong();
    }

    private void answer(long correlationId) {
        answer.wrapAndApplyHeader(outlet.claim(), 0, outHeader)
                .correlationId(correlationId)
                .reason((short) 0)
                .count((int) bids);
        outlet.send(MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength());
    }
}

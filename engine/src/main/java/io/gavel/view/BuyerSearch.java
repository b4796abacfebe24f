package io.gavel.view;

import io.gavel.message.CallEndedDecoder;
import io.gavel.message.LegNotedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.RingWantedDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whether a call's bytes name a buyer at all: a look at three kinds of messages, a tenth of the work of putting the call
 * together. A list of a buyer who has few calls looks at very many of others. One thread.
 */
final class BuyerSearch {
    private final int buyerId;
    private final UnsafeBuffer in = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RingWantedDecoder rung = new RingWantedDecoder();
    private final LegNotedDecoder leg = new LegNotedDecoder();
    private final CallEndedDecoder end = new CallEndedDecoder();

    BuyerSearch(int buyerId) {
        this.buyerId = buyerId;
    }

    /** False: it was neither rung nor had the call. True: {@link CallRecord} tells whether it concerned this buyer. */
    boolean mayConcern(byte[] call) {
        in.wrap(call);
        for (int at = CallCodec.PARTS; at < call.length; at = CallCodec.next(in, at)) {
            if (named(at + CallCodec.PART_HEADER) == buyerId) {
                return true;
            }
        }
        return false;
    }

    private int named(int at) {
        return switch (header.wrap(in, at).templateId()) {
            case RingWantedDecoder.TEMPLATE_ID ->
                rung.wrapAndApplyHeader(in, at, header).buyerId();
            case LegNotedDecoder.TEMPLATE_ID ->
                leg.wrapAndApplyHeader(in, at, header).buyerId();
            case CallEndedDecoder.TEMPLATE_ID ->
                end.wrapAndApplyHeader(in, at, header).buyerId();
            default -> 0;
        };
    }
}

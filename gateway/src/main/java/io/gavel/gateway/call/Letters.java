package io.gavel.gateway.call;

import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Reason;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Makes letters of what the line says about calls. The consumer's thread only. */
final class Letters {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CallStartedDecoder started = new CallStartedDecoder();
    private final RingWantedDecoder ring = new RingWantedDecoder();
    private final RingCancelledDecoder cancelled = new RingCancelledDecoder();
    private final CallConnectedDecoder connected = new CallConnectedDecoder();
    private final CallEndedDecoder ended = new CallEndedDecoder();

    /** Null if it is about something else. */
    @Nullable
    Letter read(DirectBuffer buffer, int offset) {
        return switch (header.wrap(buffer, offset).templateId()) {
            case CallStartedDecoder.TEMPLATE_ID -> {
                started.wrapAndApplyHeader(buffer, offset, header);
                yield new Letter.Started(started.correlationId(), started.callId());
            }
            case RingWantedDecoder.TEMPLATE_ID -> {
                ring.wrapAndApplyHeader(buffer, offset, header);
                ring.skipReference();
                yield new Letter.Ring(
                        ring.correlationId(),
                        ring.orderId(),
                        ring.attempt(),
                        ring.billableSeconds(),
                        ring.destination());
            }
            case RingCancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(buffer, offset, header);
                yield new Letter.Cancel(cancelled.correlationId(), cancelled.attempt(), cancelled.cause());
            }
            case CallConnectedDecoder.TEMPLATE_ID -> {
                connected.wrapAndApplyHeader(buffer, offset, header);
                yield new Letter.Connect(connected.correlationId(), connected.attempt());
            }
            case CallEndedDecoder.TEMPLATE_ID -> {
                ended.wrapAndApplyHeader(buffer, offset, header);
                yield new Letter.End(
                        ended.correlationId(), ended.callId(), Reason.of(ended.reason()), ended.party(), ended.cause());
            }
            default -> null;
        };
    }
}

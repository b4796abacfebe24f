package io.gavel.core;

import io.gavel.message.CallAttributedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Money;
import io.gavel.message.Reason;
import io.gavel.message.ReviewNotedDecoder;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** What was said about calls, in short lines; notes on legs are left out. */
final class CallLines {
    private CallLines() {}

    static String of(UnsafeBuffer message) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (header.wrap(message, 0).templateId()) {
            case CallStartedDecoder.TEMPLATE_ID -> {
                CallStartedDecoder started = new CallStartedDecoder().wrapAndApplyHeader(message, 0, header);
                yield (started.flags().repeat() ? "repeat call " : "call ")
                        + started.callId()
                        + (started.pingId() == started.callId() ? "" : " of ping " + started.pingId());
            }
            case CallAttributedDecoder.TEMPLATE_ID -> {
                CallAttributedDecoder from = new CallAttributedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "from " + from.method() + " " + from.visitRef() + " at " + from.confidenceMillis() + "/1000";
            }
            case RingWantedDecoder.TEMPLATE_ID -> {
                RingWantedDecoder wanted = new RingWantedDecoder().wrapAndApplyHeader(message, 0, header);
                wanted.skipReference();
                yield "ring " + wanted.orderId() + " for " + Money.text(wanted.priceMicros()) + " attempt "
                        + wanted.attempt() + at(wanted.destination());
            }
            case RingCancelledDecoder.TEMPLATE_ID -> {
                RingCancelledDecoder cancelled = new RingCancelledDecoder().wrapAndApplyHeader(message, 0, header);
                yield "cancel " + cancelled.orderId() + " " + cancelled.cause();
            }
            case CallConnectedDecoder.TEMPLATE_ID -> {
                CallConnectedDecoder connected = new CallConnectedDecoder().wrapAndApplyHeader(message, 0, header);
                yield "connect " + connected.orderId();
            }
            case CallEndedDecoder.TEMPLATE_ID -> {
                CallEndedDecoder ended = new CallEndedDecoder().wrapAndApplyHeader(message, 0, header);
                long seconds =
                        ended.connectedMicros() == 0 ? 0 : (ended.endedMicros() - ended.connectedMicros()) / 1_000_000;
                yield "ended by " + ended.party() + " " + ended.cause()
                        + (ended.reason() == 0
                                ? ""
                                : " " + Reason.of(ended.reason()).word())
                        + (ended.orderId() == 0 ? "" : " with " + ended.orderId() + " after " + seconds + " s")
                        + (ended.billable() == 0 ? "" : " for " + Money.text(ended.priceMicros()));
            }
            case ReviewNotedDecoder.TEMPLATE_ID -> {
                ReviewNotedDecoder review = new ReviewNotedDecoder().wrapAndApplyHeader(message, 0, header);
                yield review.state() + " " + Money.text(review.priceMicros())
                        + (review.timedOut() == 1 ? " in the end" : "")
                        + (review.ended() == 1 ? " of a call that is over" : "");
            }
            default -> "";
        };
    }

    private static String at(String destination) {
        return destination.isEmpty() ? "" : " at " + destination;
    }
}

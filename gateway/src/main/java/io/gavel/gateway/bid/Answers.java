package io.gavel.gateway.bid;

import io.gavel.gateway.line.Patience;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.ring.InputRing;
import io.netty.channel.EventLoop;

/**
 * Puts what buyers answered on the line. While the line is full answers wait: a bid until its auction is
 * over, what came of a delivery for ever. One loop only.
 */
final class Answers {
    private final InputRing inputs;
    private final Patience patience;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BidReceivedEncoder bidReceived = new BidReceivedEncoder();
    private final DeliveryAnsweredEncoder deliveryAnswered = new DeliveryAnsweredEncoder();

    Answers(InputRing inputs, EventLoop loop) {
        this.inputs = inputs;
        this.patience = new Patience(loop);
    }

    /** {@code deadline}: when nobody wants the bid any more. */
    void bid(long pingId, int orderId, BidReply reply, long latencyMicros, Deadline deadline) {
        patience.offer(() -> offerBid(pingId, orderId, reply, latencyMicros)
                || (reply.answer() == BidAnswer.BID && deadline.leftMillis() == 0));
    }

    void delivery(Delivery delivery, DeliveryReply reply, long latencyMicros) {
        patience.offer(() -> offerDelivery(delivery, reply, latencyMicros));
    }

    /** Answers that wait. */
    int waiting() {
        return patience.waiting();
    }

    private boolean offerBid(long pingId, int orderId, BidReply reply, long latencyMicros) {
        return Patience.put(inputs.claim(), slot -> {
            bidReceived
                    .wrapAndApplyHeader(slot.buffer(), 0, header)
                    .pingId(pingId)
                    .priceMicros(reply.priceMicros())
                    .orderId(orderId)
                    .latencyMicros(cut(latencyMicros))
                    .answer(reply.answer())
                    .billableSeconds(reply.call().billableSeconds())
                    .reference(reply.reference())
                    .destination(reply.call().sip());
            return MessageHeaderEncoder.ENCODED_LENGTH + bidReceived.encodedLength();
        });
    }

    private boolean offerDelivery(Delivery delivery, DeliveryReply reply, long latencyMicros) {
        return Patience.put(inputs.claim(), slot -> {
            deliveryAnswered
                    .wrapAndApplyHeader(slot.buffer(), 0, header)
                    .leadId(delivery.leadId())
                    .orderId(delivery.orderId())
                    .attempt(delivery.attempt())
                    .latencyMicros(cut(latencyMicros))
                    .answer(reply.answer())
                    .reference(reply.reference())
                    .reason(reply.reason());
            return MessageHeaderEncoder.ENCODED_LENGTH + deliveryAnswered.encodedLength();
        });
    }

    private static int cut(long micros) {
        return (int) Math.min(Integer.MAX_VALUE, micros);
    }
}

package io.gavel.gateway.bid;

import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts what buyers answered on the line. While the line is full answers wait here and are offered again every millisecond: a
 * bid until its auction is over, what came of a delivery for ever. One loop only.
 */
final class Answers implements Runnable {
    private final InputRing inputs;
    private final EventLoop loop;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BidReceivedEncoder bidReceived = new BidReceivedEncoder();
    private final DeliveryAnsweredEncoder deliveryAnswered = new DeliveryAnsweredEncoder();
    private final ArrayDeque<Predicate<Answers>> waiting = new ArrayDeque<>();
    private @Nullable Future<?> next;

    Answers(InputRing inputs, EventLoop loop) {
        this.inputs = inputs;
        this.loop = loop;
    }

    /** {@code deadline}: when nobody wants the bid any more. */
    void bid(long pingId, int orderId, BidReply reply, long latencyMicros, Deadline deadline) {
        if (waiting.isEmpty() && offerBid(pingId, orderId, reply, latencyMicros)) {
            return;
        }
        later(again -> (reply.answer() == BidAnswer.BID && deadline.leftMillis() == 0)
                || again.offerBid(pingId, orderId, reply, latencyMicros));
    }

    void delivery(Delivery delivery, DeliveryReply reply, long latencyMicros) {
        if (waiting.isEmpty() && offerDelivery(delivery, reply, latencyMicros)) {
            return;
        }
        later(again -> again.offerDelivery(delivery, reply, latencyMicros));
    }

    /** Answers that wait. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public void run() {
        next = null;
        while (!waiting.isEmpty() && waiting.getFirst().test(this)) {
            waiting.removeFirst();
        }
        schedule();
    }

    private void later(Predicate<Answers> offer) {
        waiting.addLast(offer);
        schedule();
    }

    private void schedule() {
        if (next == null && !waiting.isEmpty()) {
            next = loop.schedule(this, 1, TimeUnit.MILLISECONDS);
        }
    }

    private boolean offerBid(long pingId, int orderId, BidReply reply, long latencyMicros) {
        Slot slot = inputs.claim();
        if (slot == null) {
            return false;
        }
        int length = 0;
        try {
            bidReceived
                    .wrapAndApplyHeader(slot.buffer(), 0, header)
                    .pingId(pingId)
                    .priceMicros(reply.priceMicros())
                    .orderId(orderId)
                    .latencyMicros(cut(latencyMicros))
                    .answer(reply.answer())
                    .reference(reply.reference());
            length = MessageHeaderEncoder.ENCODED_LENGTH + bidReceived.encodedLength();
        } finally {
            finish(slot, length);
        }
        return true;
    }

    private boolean offerDelivery(Delivery delivery, DeliveryReply reply, long latencyMicros) {
        Slot slot = inputs.claim();
        if (slot == null) {
            return false;
        }
        int length = 0;
        try {
            deliveryAnswered
                    .wrapAndApplyHeader(slot.buffer(), 0, header)
                    .leadId(delivery.leadId())
                    .orderId(delivery.orderId())
                    .attempt(delivery.attempt())
                    .latencyMicros(cut(latencyMicros))
                    .answer(reply.answer())
                    .reference(reply.reference())
                    .reason(reply.reason());
            length = MessageHeaderEncoder.ENCODED_LENGTH + deliveryAnswered.encodedLength();
        } finally {
            finish(slot, length);
        }
        return true;
    }

    private static void finish(Slot slot, int length) {
        if (length == 0) {
            slot.abandon();
        } else {
            slot.publish(length);
        }
    }

    private static int cut(long micros) {
        return (int) Math.min(Integer.MAX_VALUE, micros);
    }
}

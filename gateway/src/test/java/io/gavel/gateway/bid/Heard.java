package io.gavel.gateway.bid;

import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outlet;
import io.gavel.message.Rules;
import io.gavel.message.StateReader;
import io.gavel.message.StateWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;

/** Rules that decide nothing: they note the buyers' answers, a readable line each, and can be held up. */
final class Heard implements Rules {
    final List<String> lines = new CopyOnWriteArrayList<>();
    volatile CountDownLatch gate = new CountDownLatch(0);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BidReceivedDecoder bid = new BidReceivedDecoder();
    private final DeliveryAnsweredDecoder delivery = new DeliveryAnsweredDecoder();

    Heard(Outlet outlet) {}

    @Override
    public void apply(long sequence, long timeMicros, DirectBuffer buffer, int offset, int length) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        header.wrap(buffer, offset);
        if (header.templateId() == BidReceivedDecoder.TEMPLATE_ID) {
            bid.wrapAndApplyHeader(buffer, offset, header);
            lines.add("ping " + bid.pingId() + " order " + bid.orderId() + " " + bid.answer() + " " + bid.priceMicros()
                    + " " + bid.reference());
        } else if (header.templateId() == DeliveryAnsweredDecoder.TEMPLATE_ID) {
            delivery.wrapAndApplyHeader(buffer, offset, header);
            lines.add("lead " + delivery.leadId() + " order " + delivery.orderId() + " attempt " + delivery.attempt()
                    + " " + delivery.answer() + " " + delivery.reference() + " " + delivery.reason());
        }
    }

    @Override
    public long nextDeadlineMicros() {
        return Long.MAX_VALUE;
    }

    @Override
    public void writeState(StateWriter out) {}

    @Override
    public void readState(StateReader in) {}
}

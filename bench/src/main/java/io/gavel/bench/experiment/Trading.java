package io.gavel.bench.experiment;

import io.gavel.Engine;
import io.gavel.message.Attributes;
import io.gavel.message.DeliveryAnswer;
import io.gavel.message.DeliveryAnsweredEncoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.PingReceivedEncoder;
import io.gavel.ring.InputRing;
import io.gavel.ring.Slot;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Puts work on a line as fast as it takes it, without HTTP: pings for the first campaign of a {@link BenchMarket}, and every
 * fourth a whole lead, whose buyer accepts. One thread; the outputs come on another.
 */
final class Trading implements OutputHandler {

    private static final int LEAD_EVERY = 4;
    private static final int WAITING_LIMIT = 1 << 16;
    private static final int FULL_PAUSE_NANOS = 20_000;

    private final OneToOneConcurrentArrayQueue<Wanted> wanted = new OneToOneConcurrentArrayQueue<>(WAITING_LIMIT);
    private final MessageHeaderDecoder headerIn = new MessageHeaderDecoder();
    private final DeliveryWantedDecoder deliveryWanted = new DeliveryWantedDecoder();
    private final PingAnsweredDecoder answered = new PingAnsweredDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PingReceivedEncoder ping = new PingReceivedEncoder();
    private final DeliveryAnsweredEncoder delivered = new DeliveryAnsweredEncoder();
    private final Attributes attributes = new Attributes();
    private final int sellerId;
    private final int campaignId;

    private long deliveries;
    private long accepted;

    Trading(int sellerId, int campaignId) {
        this.sellerId = sellerId;
        this.campaignId = campaignId;
    }

    /** Offers so many pings and leads and answers every delivery that follows from them. */
    void trade(Engine engine, long count) {
        InputRing inputs = engine.inputs();
        for (long n = 1; n <= count; n++) {
            answerDeliveries(inputs);
            offer(inputs, n, n % LEAD_EVERY == 0);
        }
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end
                && (engine.inputBacklog() > 0 || engine.outputBacklog() > 0 || !wanted.isEmpty())) {
            answerDeliveries(inputs);
            LockSupport.parkNanos(FULL_PAUSE_NANOS);
        }
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
        headerIn.wrap(buffer, offset);
        if (headerIn.templateId() == PingAnsweredDecoder.TEMPLATE_ID) {
            answered.wrapAndApplyHeader(buffer, offset, headerIn);
            accepted += answered.reason() == 0 ? 1 : 0;
        } else if (headerIn.templateId() == DeliveryWantedDecoder.TEMPLATE_ID) {
            deliveryWanted.wrapAndApplyHeader(buffer, offset, headerIn);
            deliveries++;
            wanted.offer(new Wanted(deliveryWanted.leadId(), deliveryWanted.orderId(), deliveryWanted.attempt()));
        }
    }

    /** What came of it. */
    @Override
    public String toString() {
        return accepted + " pings accepted, " + deliveries + " leads delivered";
    }

    private void offer(InputRing inputs, long n, boolean lead) {
        Slot slot = inputs.claimIntake();
        while (slot == null) {
            answerDeliveries(inputs);
            LockSupport.parkNanos(FULL_PAUSE_NANOS);
            slot = inputs.claimIntake();
        }
        ping.wrapAndApplyHeader(slot.buffer(), 0, header)
                .correlationId(n)
                .requestKey(0)
                .sameKey(0)
                .leadRef(lead ? n : 0)
                .floorMicros(0)
                .sellerId(sellerId)
                .campaignId(campaignId)
                .deadlineMillis(0);
        ping.flags().clear().direct(lead);
        attributes.clear();
        attributes.set(1, 90210);
        attributes.set(2, 18 + n % 60);
        attributes.set(3, n & 1);
        attributes.write(ping);
        ping.personsCount(0);
        ping.source("site-1").subId("");
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + ping.encodedLength());
    }

    private void answerDeliveries(InputRing inputs) {
        for (Wanted next = wanted.peek(); next != null; next = wanted.peek()) {
            Slot slot = inputs.claim();
            if (slot == null) {
                return;
            }
            wanted.poll();
            delivered
                    .wrapAndApplyHeader(slot.buffer(), 0, header)
                    .leadId(next.leadId())
                    .orderId(next.orderId())
                    .attempt(next.attempt())
                    .latencyMicros(100)
                    .answer(DeliveryAnswer.ACCEPTED)
                    .reference("")
                    .reason("");
            slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + delivered.encodedLength());
        }
    }

    private record Wanted(long leadId, int orderId, int attempt) {}
}

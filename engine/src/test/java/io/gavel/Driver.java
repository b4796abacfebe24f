package io.gavel;

import io.gavel.message.AccountKind;
import io.gavel.message.BidAnswer;
import io.gavel.message.BidReceivedEncoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.PaymentRecordedEncoder;
import io.gavel.ring.Slot;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.agrona.MutableDirectBuffer;

/** Puts messages for {@link CountingRules} on an engine's line, as an edge would. One thread. */
final class Driver {
    private final Engine engine;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BidReceivedEncoder bid = new BidReceivedEncoder();
    private final PaymentRecordedEncoder payment = new PaymentRecordedEncoder();

    Driver(Engine engine) {
        this.engine = engine;
    }

    /** Puts a bid on the line as new work, waiting for room. */
    void bid(long pingId, long priceMicros) {
        Slot slot = intake();
        slot.publish(encodeBid(slot.buffer(), pingId, priceMicros, ""));
    }

    /** Room for new work, as soon as there is some. */
    Slot intake() {
        Slot[] claimed = new Slot[1];
        until("room on the line", () -> {
            Slot slot = engine.inputs().claimIntake();
            if (slot != null) {
                claimed[0] = slot;
            }
            return slot != null;
        });
        return claimed[0];
    }

    int encodeBid(MutableDirectBuffer buffer, long pingId, long priceMicros, String reference) {
        bid.wrapAndApplyHeader(buffer, 0, header)
                .pingId(pingId)
                .priceMicros(priceMicros)
                .orderId(1)
                .latencyMicros(0)
                .answer(BidAnswer.BID)
                .billableSeconds(-1)
                .reference(reference)
                .destination("");
        return MessageHeaderEncoder.ENCODED_LENGTH + bid.encodedLength();
    }

    /** Sets the rules' deadline. */
    void deadline(long correlationId, long micros) {
        Slot slot = intake();
        payment.wrapAndApplyHeader(slot.buffer(), 0, header)
                .correlationId(correlationId)
                .requestKey(0)
                .amountMicros(micros)
                .accountId(1)
                .accountKind(AccountKind.BUYER)
                .note("");
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + payment.encodedLength());
    }

    /** Waits for something that other threads do; half a minute at most. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }
}

package io.gavel.gateway.demo.day;

import io.gavel.Engine;
import io.gavel.message.BidsWantedDecoder;
import io.gavel.message.CallConnectedDecoder;
import io.gavel.message.CallEndedDecoder;
import io.gavel.message.CallStartedDecoder;
import io.gavel.message.DeliveryWantedDecoder;
import io.gavel.message.LeadAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.MessageHeaderEncoder;
import io.gavel.message.OutputHandler;
import io.gavel.message.PingAnsweredDecoder;
import io.gavel.message.RingCancelledDecoder;
import io.gavel.message.RingWantedDecoder;
import io.gavel.message.VisitAnsweredDecoder;
import io.gavel.ring.Slot;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The day's way onto the line and back. Outputs are copied on the line's thread, all else is on the day's. */
public final class DayLine implements OutputHandler {
    private static final Set<Integer> ACTED_UPON = Set.of(
            PingAnsweredDecoder.TEMPLATE_ID,
            BidsWantedDecoder.TEMPLATE_ID,
            DeliveryWantedDecoder.TEMPLATE_ID,
            LeadAnsweredDecoder.TEMPLATE_ID,
            CallStartedDecoder.TEMPLATE_ID,
            RingWantedDecoder.TEMPLATE_ID,
            RingCancelledDecoder.TEMPLATE_ID,
            CallConnectedDecoder.TEMPLATE_ID,
            CallEndedDecoder.TEMPLATE_ID,
            VisitAnsweredDecoder.TEMPLATE_ID);

    private static final int TURNS_AWAKE = 200;
    private static final long PAUSE_NANOS = 20_000;

    private final Engine engine;
    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** To be subscribed near before the engine starts. */
    public DayLine(Engine engine) {
        this.engine = engine;
    }

    /** Puts one message on the line; waits while that is full. {@code body}: encodes it, and returns its length without the header. */
    void offer(ToIntFunction<MutableDirectBuffer> body) {
        Slot slot = claim();
        int length;
        try {
            length = body.applyAsInt(slot.buffer());
        } catch (RuntimeException e) {
            slot.abandon();
            throw e;
        }
        slot.publish(MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    /** The same of a message that was encoded before, with its header. */
    void offer(DirectBuffer message, int length) {
        Slot slot = claim();
        slot.buffer().putBytes(0, message, 0, length);
        slot.publish(length);
    }

    /** Waits until all that was offered is applied, and passes on what was said. */
    void settle(Consumer<Heard> to) {
        int turns = 0;
        while (engine.inputBacklog() > 0) {
            requireRunning();
            pause(turns++);
        }
        for (Heard each = heard.poll(); each != null; each = heard.poll()) {
            to.accept(each);
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
        int template = header.wrap(buffer, offset).templateId();
        if (ACTED_UPON.contains(template)) {
            byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            heard.add(new Heard(template, timeMicros, new UnsafeBuffer(copy)));
        }
    }

    private Slot claim() {
        Slot slot = engine.inputs().claim();
        for (int turns = 0; slot == null; turns++) {
            requireRunning();
            pause(turns);
            slot = engine.inputs().claim();
        }
        return slot;
    }

    /** A little while awake, for the line is fast; then asleep, for on few cores it may wait for this one. */
    private static void pause(int turns) {
        if (turns < TURNS_AWAKE) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void requireRunning() {
        String refusal = engine.refusal();
        if (refusal != null) {
            throw new IllegalStateException("the line takes nothing: " + refusal);
        }
    }
}

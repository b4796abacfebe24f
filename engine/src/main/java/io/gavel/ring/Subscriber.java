package io.gavel.ring;

import com.lmax.disruptor.EventHandler;
import io.gavel.message.OutputHandler;

/** One consumer's place at the output ring. What goes wrong in it is told and counted, and disturbs nobody else. */
final class Subscriber implements EventHandler<OutputSlot> {
    private final String name;
    private final OutputHandler handler;
    private final LineListener listener;

    Subscriber(String name, OutputHandler handler, LineListener listener) {
        this.name = name;
        this.handler = handler;
        this.listener = listener;
    }

    @Override
    public void onEvent(OutputSlot slot, long place, boolean endOfBatch) {
        try {
            handler.onOutput(slot.sequence, slot.index, slot.timeMicros, slot.buffer, 0, slot.length, endOfBatch);
        } catch (RuntimeException e) {
            listener.subscriberFailed(name, slot.sequence, slot.index, e);
        }
    }
}

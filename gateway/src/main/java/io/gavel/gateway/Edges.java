package io.gavel.gateway;

import io.gavel.message.OutputHandler;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Several edges on one thread of the line, in order: the directory sees a change before whoever waits for it is answered.
 * On few cores a thread for each would cost more than it brings.
 */
final class Edges implements OutputHandler {
    private final OutputHandler[] inOrder;

    Edges(List<OutputHandler> inOrder) {
        this.inOrder = inOrder.toArray(new OutputHandler[0]);
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
        for (OutputHandler edge : inOrder) {
            edge.onOutput(sequence, index, timeMicros, buffer, offset, length, endOfBatch);
        }
    }
}

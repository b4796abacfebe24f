package io.gavel;

import io.gavel.message.CommandAnsweredDecoder;
import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.View;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Remembers what it hears, as {@code sequence.index:correlationId}; a view that skips what it has seen. */
class Heard implements View {
    final List<String> lines = new ArrayList<>();
    final List<Long> rebuilt = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAnsweredDecoder answer = new CommandAnsweredDecoder();
    private volatile long lastSequence;
    private int lastIndex = -1;

    @Override
    public synchronized void onOutput(
            long sequence,
            int index,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            boolean endOfBatch) {
        if (sequence < lastSequence || (sequence == lastSequence && index <= lastIndex)) {
            return;
        }
        answer.wrapAndApplyHeader(buffer, offset, header);
        lines.add(sequence + "." + index + ":" + answer.correlationId());
        lastSequence = sequence;
        lastIndex = index;
    }

    @Override
    public String name() {
        return "heard";
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public synchronized void rebuild(long fromSequence) {
        rebuilt.add(fromSequence);
        lines.clear();
        lastSequence = 0;
        lastIndex = -1;
    }

    /** As a view that was killed before it had saved everything. */
    synchronized void forgetAfter(long sequence) {
        lines.removeIf(line -> Long.parseLong(line.substring(0, line.indexOf('.'))) > sequence);
        lastSequence = sequence;
        lastIndex = 0;
    }

    synchronized int size() {
        return lines.size();
    }
}

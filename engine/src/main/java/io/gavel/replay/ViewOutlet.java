package io.gavel.replay;

import io.gavel.message.Outlet;
import io.gavel.message.View;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * While the engine recovers only views hear what the rules say: what the edges did was done before. Of inputs whose outputs
 * all views have seen, nobody hears anything.
 */
final class ViewOutlet implements Outlet {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private final View[] views;
    private final long seenByAll;
    private long sequence;
    private long timeMicros;
    private int index;

    ViewOutlet(List<View> views) {
        this.views = views.toArray(View[]::new);
        this.seenByAll = views.stream().mapToLong(View::lastSequence).min().orElse(Long.MAX_VALUE);
    }

    void begin(long sequence, long timeMicros) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        this.index = 0;
    }

    /** Not all outputs of the last input that a view knows need have reached it. */
    @Override
    public boolean isHeard() {
        return sequence >= seenByAll;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return buffer;
    }

    @Override
    public void send(int length) {
        for (View view : views) {
            view.onOutput(sequence, index, timeMicros, buffer, 0, length, false);
        }
        index++;
    }
}

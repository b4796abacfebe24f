package io.gavel.view;

import io.gavel.message.Outlet;
import io.gavel.message.OutputHandler;
import org.agrona.ExpandableArrayBuffer;

/** An outlet that tells a handler at once, as the output ring would. */
public final class Spread implements Outlet {
    private final OutputHandler handler;
    private final ExpandableArrayBuffer room = new ExpandableArrayBuffer();
    private long sequence;
    private long timeMicros;
    private int index;

    public Spread(OutputHandler handler) {
        this.handler = handler;
    }

    /** What comes now is caused by this input. */
    public void input(long sequence, long timeMicros) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        index = 0;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return room;
    }

    @Override
    public void send(int length) {
        handler.onOutput(sequence, index++, timeMicros, room, 0, length, true);
    }
}

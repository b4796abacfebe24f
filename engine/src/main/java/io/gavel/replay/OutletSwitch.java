package io.gavel.replay;

import io.gavel.message.Outlet;
import org.agrona.ExpandableArrayBuffer;

/** Rules get one outlet for life; this one leads to the views while they recover, and to the line when they are live. */
public final class OutletSwitch implements Outlet {
    private Outlet present = new Mute();

    /** Between two messages, on the thread that applies them or before it starts. */
    public void to(Outlet outlet) {
        present = outlet;
    }

    @Override
    public boolean isHeard() {
        return present.isHeard();
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return present.claim();
    }

    @Override
    public void send(int length) {
        present.send(length);
    }
}

package io.gavel.replay;

import io.gavel.message.Outlet;
import org.agrona.ExpandableArrayBuffer;

/** Nobody hears what the rules say. */
final class Mute implements Outlet {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);

    @Override
    public boolean isHeard() {
        return false;
    }

    @Override
    public ExpandableArrayBuffer claim() {
        return buffer;
    }

    @Override
    public void send(int length) {}
}

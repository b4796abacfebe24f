package io.gavel.core;

import io.gavel.message.MessageHeaderDecoder;
import io.gavel.message.Outlet;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Hears what the rules say and keeps it: as messages, and as one hash over all bytes. */
final class Recorder implements Outlet {
    private final ExpandableArrayBuffer room = new ExpandableArrayBuffer();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private boolean claimed;
    private List<UnsafeBuffer> heard = new ArrayList<>();
    private long hash = 1;

    @Override
    public ExpandableArrayBuffer claim() {
        if (claimed) {
            throw new IllegalStateException("a claim is open");
        }
        claimed = true;
        return room;
    }

    @Override
    public void send(int length) {
        if (!claimed) {
            throw new IllegalStateException("nothing is claimed");
        }
        claimed = false;
        byte[] bytes = new byte[length];
        room.getBytes(0, bytes);
        for (byte b : bytes) {
            hash = hash * 31 + b;
        }
        heard.add(new UnsafeBuffer(bytes));
    }

    /** What was said since this was last asked. */
    List<UnsafeBuffer> take() {
        List<UnsafeBuffer> taken = heard;
        heard = new ArrayList<>();
        return taken;
    }

    int template(UnsafeBuffer message) {
        return header.wrap(message, 0).templateId();
    }

    /** The hash of all that was ever said. */
    long hash() {
        return hash;
    }

    void hash(long value) {
        hash = value;
    }
}

package io.gavel.gateway.http;

import org.agrona.DirectBuffer;

/** Waits for one answer from the line. Called once, on the event loop that waits. */
public interface Reply {
    /** The output that carries the correlation id; the buffer is valid only during the call, header at {@code offset}. */
    void answered(int templateId, DirectBuffer buffer, int offset, int length);

    /** No answer within the time given to {@link Replies#await}; what was asked may have been done. */
    void timedOut();
}

package io.gavel.gateway.media;

import java.util.concurrent.Executor;

/** Anchors the audio of calls. Any thread. */
public interface MediaEngine extends AutoCloseable {
    /**
     * Opens the media of one call, with the caller's leg and its ports.
     *
     * @param callName for logs
     * @param listener hears of digits and of silence
     * @param callLoop runs every callback of this call; one task at a time, in order
     * @throws MediaException {@link MediaException.Cause#NO_PORTS} (answer 503), {@link MediaException.Cause#CLOSED}
     */
    MediaCall open(String callName, MediaListener listener, Executor callLoop) throws MediaException;

    /** Calls that are open. */
    int calls();

    /** Legs that could still be opened. */
    int freePorts();

    /** Ends all calls that are still open, completes their recordings, gives the ports back. Blocks; not on a call loop. */
    @Override
    void close();
}

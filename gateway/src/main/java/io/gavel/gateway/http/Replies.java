package io.gavel.gateway.http;

/** Where event loops wait for what the line answers. */
public interface Replies {
    /**
     * Waits for the output that carries the returned correlation id. Called on the loop that waits.
     *
     * @param timeoutMillis when {@link Reply#timedOut} is called instead, from now on
     * @return the correlation id to send; 0 if this loop waits for too much already: answer 503
     */
    long await(Loop loop, long timeoutMillis, Reply reply);

    /** Stops waiting, because what was to be asked could not be sent. Called on the loop that waits. */
    void forget(Loop loop, long correlationId);
}

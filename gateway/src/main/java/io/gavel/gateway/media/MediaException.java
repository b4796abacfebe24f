package io.gavel.gateway.media;

/** Media cannot be had now. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        /** All ports are taken, or no more sockets can be opened. */
        NO_PORTS,
        /** The engine or the call is closed. */
        CLOSED
    }

    private final Cause why;

    public MediaException(Cause why, String message) {
        super(message);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}

package io.gavel.gateway.client;

/** Why a request was not answered. */
public enum Failure {
    /** Nothing was sent: the name was not found, the connection refused, or TLS could not be agreed. */
    UNREACHABLE(false),
    /** Nothing was sent: the address is private and the configuration does not allow that. */
    NOT_ALLOWED(false),
    /**
     * Nothing was sent: too many requests wait for this origin already, or others had every connection to it until the deadline
     * of one that is {@linkplain Request#isPatient patient}.
     */
    BUSY(false),
    /** Nothing was sent when the deadline came. */
    LATE_UNSENT(false),
    /** The deadline came after sending. */
    LATE(true),
    /** The connection broke after sending. */
    BROKEN(true),
    /** What came back is not an HTTP answer, or is too large. */
    GARBAGE(true);

    private final boolean sent;

    Failure(boolean sent) {
        this.sent = sent;
    }

    /** Whether the other side may have got the request. */
    public boolean sent() {
        return sent;
    }
}

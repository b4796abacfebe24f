package io.gavel.gateway.media.sdp;

/** A description that cannot be read, or that has nothing in common with what we speak. To an offer: 488 (RFC 3261 §21.4.26). */
public final class SdpException extends Exception {
    private static final long serialVersionUID = 1L;

    public SdpException(String message) {
        super(message);
    }
}
